package dev.ingot.cli;

import dev.ingot.patcher.BssPlacement;
import java.util.Optional;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/** Where {@code .bss} goes; one of these at the most. */
final class BssOptions {
  private final Argument<Long> address;
  private final Argument<Long> delta;
  private final Argument<Boolean> keep;

  BssOptions(CommandSpec model) {
    ArgGroupSpec.Builder places = ArgGroupSpec.builder().exclusive(true);
    address =
        Option.converted(Long.class, BssOptions::wholeNumber, "--bss-at")
            .label("ADDRESS")
            .says(
                "Move .bss and .noptrbss together so that they start at this virtual address"
                    + " (0x...). Without any of these options they go above the program.")
            .in(places);
    delta =
        Option.converted(Long.class, BssOptions::wholeNumber, "--bss-by")
            .label("DELTA")
            .says("Move them by this many bytes; write --bss-by=-0x100000 for downwards.")
            .in(places);
    keep = Option.flag("--no-move-bss").says("Leave them where they are.").in(places);
    model.addArgGroup(places.build());
  }

  /** What was asked for, if anything. */
  Optional<BssPlacement> placement() {
    if (keep.ifGiven().orElse(false)) {
      return Optional.of(new BssPlacement.KeepBss());
    }
    if (delta.isGiven()) {
      return Optional.of(new BssPlacement.MoveBssBy(delta.value()));
    }
    return address.ifGiven().map(BssPlacement.MoveBssTo::new);
  }

  /** Reads whole numbers, decimal or with 0x hexadecimal. */
  private static Long wholeNumber(String text) {
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'%s' is no number; write 0x40000000 or 1073741824".formatted(text));
    }
  }
}
