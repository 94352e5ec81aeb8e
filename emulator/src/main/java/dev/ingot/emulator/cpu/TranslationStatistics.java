package dev.ingot.emulator.cpu;

/**
 * What the translator has done so far.
 *
 * @param regions how many regions were translated
 * @param translatedInstructions guest instructions that ran in regions
 * @param nanoseconds host time that translating took, without what HotSpot then does
 * @param tlbMisses data accesses that were not found in the TLB of the machine
 */
public record TranslationStatistics(
    long regions, long translatedInstructions, long nanoseconds, long tlbMisses) {
  /** Of a CPU that has done nothing yet. */
  public static final TranslationStatistics NONE = new TranslationStatistics(0, 0, 0, 0);

  /** The sum of two CPUs. */
  public TranslationStatistics plus(TranslationStatistics other) {
    return new TranslationStatistics(
        regions + other.regions,
        translatedInstructions + other.translatedInstructions,
        nanoseconds + other.nanoseconds,
        tlbMisses + other.tlbMisses);
  }
}
