package dev.ingot.emulator;

import dev.ingot.emulator.cpu.TranslationPolicy;

/** Whether hot guest code is translated into JVM bytecode. The choice changes the speed only. */
public enum Translator {
  /** Everything is interpreted. */
  OFF(null),

  /**
   * Code that control often arrives at is translated, on a thread of its own. The first place that
   * is hot has more arrivals than a small program ever sees, which so does not pay for loading the
   * translator.
   */
  ON(new TranslationPolicy(12_000, 2_000, true)),

  /** Whatever is reached a second time is translated at once: slow, for tests of the translator. */
  EAGER(TranslationPolicy.atOnce(1));

  private final TranslationPolicy policy;

  Translator(TranslationPolicy policy) {
    this.policy = policy;
  }

  /** When and where code is translated; null for {@link #OFF}. */
  TranslationPolicy policy() {
    return policy;
  }
}
