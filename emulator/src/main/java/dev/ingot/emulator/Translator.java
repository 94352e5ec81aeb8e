package dev.ingot.emulator;

/** Whether hot guest code is translated into JVM bytecode. The choice changes the speed only. */
public enum Translator {
  /** Everything is interpreted. */
  OFF(0),

  /** Code that control often arrives at is translated. */
  ON(1000),

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
