package dev.ingot.emulator;

import dev.ingot.emulator.cpu.TranslationPolicy;

/** Whether hot guest code is translated into JVM bytecode. The choice changes the speed only. */
public enum Translator {
  /** Everything is interpreted. */
  OFF(Integer.MAX_VALUE, false),

  /**
   * Code that control often arrives at is translated, on a thread of its own. A place that is hot
   * has cost about as much by then as its translation does, and has more arrivals than a small
   * program ever sees.
   */
  ON(12_000, true),

  /** Whatever is reached a second time is translated at once: slow, for tests of the translator. */
  EAGER(1, false);

  private final int threshold;
  private final boolean inBackground;

  Translator(int threshold, boolean inBackground) {
    this.threshold = threshold;
    this.inBackground = inBackground;
  }

  /** When and where code is translated. */
  TranslationPolicy policy() {
    return new TranslationPolicy(threshold, inBackground, TranslationPolicy.MOST_REGIONS);
  }
}
