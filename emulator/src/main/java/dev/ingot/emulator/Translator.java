package dev.ingot.emulator;

import dev.ingot.emulator.cpu.TranslationPolicy;
import dev.ingot.emulator.translator.HostCompilers;

/** Whether hot guest code is translated into JVM bytecode. The choice changes the speed only. */
public enum Translator {
  /** Everything is interpreted. */
  OFF(Integer.MAX_VALUE, false),

  /**
   * Code that control often arrives at is translated, on a thread of its own: when it has cost
   * about as much as its translation does, and after more arrivals than a small program ever sees.
   * The server compiler takes longer for a region than the client compiler does.
   */
  ON(HostCompilers.CLIENT_ALONE ? 4_000 : 12_000, true),

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
