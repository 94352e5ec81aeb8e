package dev.ingot.emulator.cpu;

/**
 * When and where hot code is translated. The guest sees nothing of it.
 *
 * @param threshold arrivals at a place that make it hot, at least 1
 * @param inBackground whether on a thread beside that of the CPU, which interprets in the meantime
 * @param mostRegions how many translated regions are kept for a CPU, at least 1: the oldest gives
 *     way to a new one
 */
public record TranslationPolicy(int threshold, boolean inBackground, int mostRegions) {
  /**
   * A few times what a large Go program needs at a time; a region takes some 50 kB of the host's
   * memory, its class and compiled code together.
   */
  public static final int MOST_REGIONS = 1000;

  /** Translation on the CPU's thread, as soon as a place is hot. */
  public static TranslationPolicy atOnce(int threshold) {
    return new TranslationPolicy(threshold, false, MOST_REGIONS);
  }
}
