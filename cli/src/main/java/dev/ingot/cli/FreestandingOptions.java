package dev.ingot.cli;

import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.script.PartSizes;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A kernel that runs without Go's runtime and without Linux; docs/freestanding.md. */
final class FreestandingOptions extends OptionGroup {
  private final Argument<Boolean> asked =
      Option.flag("--freestanding")
          .says(
              "ELF is a kernel: no Linux personality, no start of Go's runtime. Needs --entry and"
                  + " --layout.")
          .in(model);

  private final Argument<String> entry =
      Option.of(String.class, "--entry")
          .label("FUNCTION")
          .says("The kernel's entry function, such as main.KernelMain.")
          .in(model);

  private final Argument<Memories> layout =
      Option.oneOf(Memories.values(), "--layout")
          .label("LAYOUT")
          .says(
              "ram: the kernel was linked for RAM and is loaded there; rom: code and constants"
                  + " stay in flash, variables move to RAM.")
          .in(model);

  private final Argument<Integer> barrierFlag =
      Option.of(int.class, "--barrier-flag")
          .label("0|1")
          .orElse("0")
          .says(
              "What runtime.writeBarrier says at the start: 1 has every store of a pointer call"
                  + " the write barrier. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Boolean> withoutMmu =
      Option.flag("--no-mmu").says("Leave the MMU and the caches off.").in(model);

  private final Argument<ByteSize> stack =
      Option.converted(ByteSize.class, ByteSize::parse, "--stack")
          .label("SIZE")
          .orElse("64K")
          .says("The kernel's stack, a multiple of 4K. Default: ${DEFAULT-VALUE}.")
          .in(model);

  FreestandingOptions(CommandSpec model) {
    super(model);
  }

  /** Which memories the kernel uses. */
  private enum Memories {
    RAM,
    ROM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Whether the image is one of a kernel.
   *
   * @throws ParameterException when an option of kernels stands without {@code --freestanding}, or
   *     one is missing
   */
  boolean isAsked() {
    boolean named = entry.isGiven();
    boolean placed = layout.isGiven();
    if (!asked.value() && (named || placed || withoutMmu.value())) {
      throw usage("--entry, --layout and --no-mmu belong to --freestanding");
    }
    if (asked.value() && !(named && placed)) {
      throw usage("--freestanding needs --entry FUNCTION and --layout ram or rom");
    }
    return asked.value();
  }

  String entry() {
    return entry.value();
  }

  Layout layout() {
    return switch (layout.value()) {
      case RAM -> new Layout.InRam();
      case ROM -> new Layout.InRom();
    };
  }

  boolean barrierFlag() {
    int flag = barrierFlag.value();
    if (flag != 0 && flag != 1) {
      throw usage("--barrier-flag %d: it has to be 0 or 1".formatted(flag));
    }
    return flag == 1;
  }

  boolean mmu() {
    return !withoutMmu.value();
  }

  long stackSize() {
    ByteSize size = stack.value();
    if (!PartSizes.isAllowed(size.bytes())) {
      throw usage(
          "--stack %s; allowed is a multiple of 4K, from 4K to 1024G"
              .formatted(size.inMebibytes()));
    }
    return size.bytes();
  }
}
