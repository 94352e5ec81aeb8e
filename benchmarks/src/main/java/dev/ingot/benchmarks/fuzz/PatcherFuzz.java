package dev.ingot.benchmarks.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gives the patcher damaged programs by the million; it may patch them or refuse them, and nothing
 * else. Input number n of a run depends on the run's seed and n alone, so that a crash is replayed
 * with {@code SEED} and {@code FROM}.
 *
 * <p>Arguments: real program, seed, number of the first input, count of inputs.
 */
public final class PatcherFuzz {
  /** Every so many inputs one is a real program, which takes a hundred times as long. */
  private static final int REAL_EVERY = 1000;

  private static final int MOST_CRASHES_SHOWN = 10;
  private static final long NANOSECONDS_A_MILLISECOND = 1_000_000;
  private static final long SLOWEST_ALLOWED_MILLISECONDS = 1000;
  private static final long PROGRESS_EVERY = 100_000;

  private final List<FuzzSeed> seeds;
  private final long seed;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final List<String> crashes = new ArrayList<>();
  private long refused;
  private long patched;
  private long crashed;
  private long slowest;
  private long slowestInput;

  private PatcherFuzz(List<FuzzSeed> seeds, long seed) {
    this.seeds = seeds;
    this.seed = seed;
  }

  /** Runs, prints the totals to stdout, and exits with 1 when an input crashed or took too long. */
  public static void main(String[] arguments) throws IOException {
    long seed = Long.parseLong(arguments[1]);
    long first = Long.parseLong(arguments[2]);
    long count = Long.parseLong(arguments[3]);
    PatcherFuzz fuzz =
        new PatcherFuzz(
            List.of(SyntheticProgram.create(), RealProgram.read(Path.of(arguments[0]))), seed);
    fuzz.requireSeedsArePatched();
    for (long number = first; number < first + count; number++) {
      fuzz.run(number);
      if ((number - first + 1) % PROGRESS_EVERY == 0) {
        System.err.println(number - first + 1 + " inputs");
      }
    }
    boolean passed = fuzz.print(System.out, first, count);
    System.exit(passed ? 0 : 1);
  }

  /** A seed that is refused would test the first check only. */
  private void requireSeedsArePatched() {
    for (FuzzSeed program : seeds) {
      if (FuzzedRun.of(program.bytes(), new SplittableRandom(0)) != FuzzedRun.Outcome.PATCHED) {
        throw new IllegalStateException("the undamaged program is refused: " + program.name());
      }
    }
  }

  private void run(long number) {
    FuzzSeed program = seeds.get(number % REAL_EVERY == REAL_EVERY - 1 ? 1 : 0);
    SplittableRandom random = new SplittableRandom(seed * 0x9e37_79b9_7f4a_7c15L + number);
    Mutation mutation = new Mutation(program, random);
    byte[] input = mutation.apply();
    long start = threads.getCurrentThreadCpuTime();
    try {
      switch (FuzzedRun.of(input, random)) {
        case REFUSED -> refused++;
        case PATCHED -> patched++;
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      addCrash(program, number, e);
    } finally {
      long took = threads.getCurrentThreadCpuTime() - start;
      if (took > slowest) {
        slowest = took;
        slowestInput = number;
      }
      mutation.undo();
    }
  }

  private void addCrash(FuzzSeed program, long number, Throwable crash) {
    crashed++;
    if (crashes.size() < MOST_CRASHES_SHOWN) {
      StackTraceElement[] trace = crash.getStackTrace();
      crashes.add(
          "crash: make fuzz SEED=%d FROM=%d COUNT=1  (%s) %s at %s"
              .formatted(seed, number, program.name(), crash, trace.length == 0 ? "?" : trace[0]));
    }
  }

  private boolean print(PrintStream out, long first, long count) {
    long milliseconds = slowest / NANOSECONDS_A_MILLISECOND;
    out.printf("inputs   %d (seed %d, from %d)%n", count, seed, first);
    out.printf("refused  %d%n", refused);
    out.printf("patched  %d, each undone to its original%n", patched);
    out.printf("crashed  %d%n", crashed);
    out.printf("slowest  %d ms of CPU time, input %d%n", milliseconds, slowestInput);
    out.printf("heap     %d MB at most%n", Runtime.getRuntime().maxMemory() >> 20);
    crashes.forEach(out::println);
    return crashed == 0 && milliseconds < SLOWEST_ALLOWED_MILLISECONDS;
  }
}
