package dev.ingot.benchmarks;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many instructions the sha kernel has retired 400 ms after {@code ingot run} was started: the
 * launcher, the JVM and its end are all in that time. {@code --max-instructions} ends a run after
 * more and more of them, until the whole process takes longer.
 *
 * <p>Arguments: the launcher, the image of {@code benchmarks/programs/kernels}, and how many runs a
 * figure is the median of.
 */
public final class EarlyInstructions {
  private static final double EARLY_SECONDS = 0.4;
  private static final int TARGET_MILLIONS = 400;
  private static final int STEP_MILLIONS = 25;
  private static final int MOST_MILLIONS = 1000;

  /** More repetitions than any of these runs gets done. */
  private static final String ENDLESS = "100000";

  /** The exit status of ingot when {@code --max-instructions} ended the guest. */
  private static final String LIMIT_REACHED = "4";

  private final String launcher;
  private final String image;
  private final int turns;

  private EarlyInstructions(String launcher, String image, int turns) {
    this.launcher = launcher;
    this.image = image;
    this.turns = turns;
  }

  public static void main(String[] args) {
    EarlyInstructions benchmark =
        new EarlyInstructions(args[0], args[1], Integer.parseInt(args[2]));
    System.out.printf(
        Locale.ROOT,
        "sha: %.0f million instructions in %.1f s of a whole process (medians of %d; target: %d)%n",
        benchmark.millions(),
        EARLY_SECONDS,
        benchmark.turns,
        TARGET_MILLIONS);
  }

  /** Millions of instructions at the limit, on the straight line between the runs around it. */
  private double millions() {
    double before = seconds(1);
    if (before > EARLY_SECONDS) {
      return 0;
    }
    for (int millions = STEP_MILLIONS; millions <= MOST_MILLIONS; millions += STEP_MILLIONS) {
      double after = seconds(millions);
      if (after > EARLY_SECONDS) {
        double share = (EARLY_SECONDS - before) / (after - before);
        return millions - STEP_MILLIONS * (1 - share);
      }
      before = after;
    }
    return MOST_MILLIONS;
  }

  private double seconds(int millions) {
    List<String> run =
        List.of(
            "bash",
            "-c",
            "\"$@\"; [ $? = " + LIMIT_REACHED + " ]",
            "bash",
            launcher,
            "run",
            "-q",
            "--crash-report=off",
            "--max-instructions=" + millions + "000000",
            image,
            "--",
            "sha",
            ENDLESS);
    double[] seconds = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      seconds[turn] = TimedProcess.run(run).wall();
    }
    Arrays.sort(seconds);
    return seconds[turns / 2];
  }
}
