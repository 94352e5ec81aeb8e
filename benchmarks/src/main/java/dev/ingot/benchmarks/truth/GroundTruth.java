package dev.ingot.benchmarks.truth;

import dev.ingot.benchmarks.toolchain.GoToolchain;
import dev.ingot.benchmarks.toolchain.GoToolchain.Mode;
import dev.ingot.benchmarks.toolchain.Selection;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints how well the patcher finds, in a program without records, what must change when the
 * zero-filled data moves: against relocation records, and against two links of one program.
 *
 * <p>Arguments: folder for the built programs; then programs and releases, or none for all.
 */
public final class GroundTruth {
  private static final int MOST_SHOWN = 5;

  private final PrintStream out;
  private boolean perfect = true;

  private GroundTruth(PrintStream out) {
    this.out = out;
  }

  /** Prints a table to stdout and exits with 1 when anything was missed or wrong. */
  public static void main(String[] arguments) {
    Selection selection = Selection.of(arguments);
    GroundTruth truth = new GroundTruth(System.out);
    truth.printHead();
    for (String program : selection.programs()) {
      for (GoToolchain go : selection.toolchains()) {
        truth.measure(go, program);
      }
    }
    System.exit(truth.perfect ? 0 : 1);
  }

  /** All scores of one program of one release. */
  static List<Score> scores(GoToolchain go, String program, Mode mode) {
    Linked linked = Linked.read(go.build(program, mode));
    return switch (mode) {
      case RECORDED -> RelocationRecords.scores(linked);
      case PIE -> RelativeRecords.scores(linked);
      case USUAL, SPREAD, STRIPPED ->
          TwoLinks.scores(linked, Linked.read(go.build(program, Mode.SPREAD)));
    };
  }

  private void printHead() {
    out.println("| Go | program | against | places | known | found | precision | recall |");
    out.println("|---|---|---|---|---|---|---|---|");
  }

  private void measure(GoToolchain go, String program) {
    print(go, program, "relocation records", () -> scores(go, program, Mode.RECORDED));
    print(go, program, "RELATIVE records", () -> scores(go, program, Mode.PIE));
    print(go, program, "two links", () -> scores(go, program, Mode.USUAL));
  }

  private void print(
      GoToolchain go, String program, String against, Supplier<List<Score>> measurement) {
    for (Score score : measurement.get()) {
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %d | %d | %.3f %% | %.3f %% |%n",
          go.release(),
          program,
          against,
          score.what(),
          score.known(),
          score.found(),
          score.precision(),
          score.recall());
      perfect &= score.isPerfect();
      score.missed().stream().limit(MOST_SHOWN).forEach(va -> out.printf("missed 0x%x%n", va));
      score.wrong().stream().limit(MOST_SHOWN).forEach(va -> out.printf("wrong 0x%x%n", va));
    }
    out.flush();
  }
}
