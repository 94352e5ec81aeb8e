package dev.ingot.emulator.cpu;

/**
 * When and where hot code is translated. The guest sees nothing of it.
 *
 * @param threshold arrivals at a place that make it hot, at least 1
 * @param inBackground whether on a thread beside that of the CPU, which interprets in the meantime
 */
public record TranslationPolicy(int threshold, boolean inBackground) {
  /** Translation on the CPU's thread, as soon as a place is hot. */
  public static TranslationPolicy atOnce(int threshold) {
    return new TranslationPolicy(threshold, false);
  }
}
