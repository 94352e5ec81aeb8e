package dev.ingot.cli;

import dev.ingot.linkerscript.Layout;
import dev.ingot.linkerscript.script.PartSizes;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A kernel that runs without Go's runtime and without Linux; docs/freestanding.md. */
final class FreestandingOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--freestanding",
      description =
          "ELF is a kernel: no Linux personality, no start of Go's runtime. Needs --entry and"
              + " --layout.")
  private boolean asked;

  @Option(
      names = "--entry",
      paramLabel = "FUNCTION",
      description = "The kernel's entry function, such as main.KernelMain.")
  private String entry;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "ram: the kernel was linked for RAM and is loaded there; rom: code and constants stay in"
              + " flash, variables move to RAM.")
  private Memories layout;

  @Option(
      names = "--barrier-flag",
      paramLabel = "0|1",
      defaultValue = "0",
      description =
          "What runtime.writeBarrier says at the start: 1 has every store of a pointer call the"
              + " write barrier. Default: ${DEFAULT-VALUE}.")
  private int barrierFlag;

  @Option(names = "--no-mmu", description = "Leave the MMU and the caches off.")
  private boolean withoutMmu;

  @Option(
      names = "--stack",
      paramLabel = "SIZE",
      defaultValue = "64K",
      converter = ByteSize.Converter.class,
      description = "The kernel's stack, a multiple of 4K. Default: ${DEFAULT-VALUE}.")
  private ByteSize stack;

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
    if (!asked && (entry != null || layout != null || withoutMmu)) {
      throw usage("--entry, --layout and --no-mmu belong to --freestanding");
    }
    if (asked && (entry == null || layout == null)) {
      throw usage("--freestanding needs --entry FUNCTION and --layout ram or rom");
    }
    return asked;
  }

  String entry() {
    return entry;
  }

  Layout layout() {
    return switch (layout) {
      case RAM -> new Layout.InRam();
      case ROM -> new Layout.InRom();
    };
  }

  boolean barrierFlag() {
    if (barrierFlag != 0 && barrierFlag != 1) {
      throw usage("--barrier-flag %d: it has to be 0 or 1".formatted(barrierFlag));
    }
    return barrierFlag == 1;
  }

  boolean mmu() {
    return !withoutMmu;
  }

  long stackSize() {
    if (!PartSizes.isAllowed(stack.bytes())) {
      throw usage(
          "--stack %s; allowed is a multiple of 4K, from 4K to 1024G"
              .formatted(stack.inMebibytes()));
    }
    return stack.bytes();
  }

  ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
