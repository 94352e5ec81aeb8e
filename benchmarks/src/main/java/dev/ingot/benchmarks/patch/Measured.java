package dev.ingot.benchmarks.patch;

import dev.ingot.benchmarks.toolchain.TimedProcess.Times;
import java.util.function.Supplier;

/**
 * What something took.
 *
 * @param wall seconds
 * @param cpu seconds of user and system time, of all threads
 */
record Measured(double wall, double cpu) {
  private static final Measured FOREVER = new Measured(Double.MAX_VALUE, Double.MAX_VALUE);

  static Measured of(Times process) {
    return new Measured(process.wall(), process.cpu());
  }

  /** The least of what several turns took: what else the machine does only adds. */
  static final class Least {
    private Measured least = FOREVER;

    void measure(Supplier<Measured> turn) {
      Measured next = turn.get();
      least = new Measured(Math.min(least.wall, next.wall), Math.min(least.cpu, next.cpu));
    }

    double wall() {
      return least.wall;
    }

    double cpu() {
      return least.cpu;
    }
  }
}
