package dev.ingot.cli;

import dev.ingot.patcher.BarrierStub;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How the program is patched. */
final class PatchingOptions {
  /** What takes the place of the runtime's write-barrier routines. */
  enum Barriers {
    COUNT,
    KEEP,
    TRAP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--barriers",
      paramLabel = "STUB",
      defaultValue = "count",
      description =
          "What calls of runtime.gcWriteBarrierN run: count (counts, then goes on in the runtime's"
              + " routine), keep (no redirection), trap (stops the program at the first call)."
              + " Default: ${DEFAULT-VALUE}.")
  private Barriers barriers;

  BarrierStub stub() {
    return switch (barriers) {
      case COUNT -> BarrierStub.COUNT;
      case KEEP -> BarrierStub.KEEP;
      case TRAP -> BarrierStub.TRAP;
    };
  }
}
