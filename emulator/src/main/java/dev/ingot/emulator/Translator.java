package dev.ingot.emulator;

/** Whether hot guest code is translated into JVM bytecode. The choice changes the speed only. */
public enum Translator {
  /** Everything is interpreted. */
  OFF(0),

  /**
   * Code that control often arrives at is translated. Compute-bound programs do not care whether
   * that is after 3000 or 12000 arrivals, and the latter is more than a small program ever sees,
   * which so does not pay for loading the translator.
   */
  ON(12_000),

  /** Whatever is reached a second time is translated: slow, for tests of the translator. */
  EAGER(1);

  private final int threshold;

  Translator(int threshold) {
    this.threshold = threshold;
  }

  /** Arrivals at a place that make it hot. */
  int threshold() {
    return threshold;
  }
}
