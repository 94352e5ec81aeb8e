package dev.ingot.cli;

import dev.ingot.patcher.BssPlacement;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where {@code .bss} goes; one of these at the most. */
final class BssOptions {
  @Option(
      names = "--bss-at",
      paramLabel = "ADDRESS",
      converter = WholeNumber.class,
      description =
          "Move .bss and .noptrbss together so that they start at this virtual address (0x...)."
              + " Without any of these options they go above the program.")
  private Long address;

  @Option(
      names = "--bss-by",
      paramLabel = "DELTA",
      converter = WholeNumber.class,
      description = "Move them by this many bytes; write --bss-by=-0x100000 for downwards.")
  private Long delta;

  @Option(names = "--no-move-bss", description = "Leave them where they are.")
  private boolean keep;

  BssPlacement placement() {
    if (keep) {
      return new BssPlacement.KeepBss();
    }
    return address == null
        ? new BssPlacement.MoveBssBy(delta)
        : new BssPlacement.MoveBssTo(address);
  }

  /** Whole numbers, decimal or with 0x hexadecimal. */
  static final class WholeNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.decode(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'%s' is no number; write 0x40000000 or 1073741824".formatted(text));
      }
    }
  }
}
