package dev.ingot.emulator.cpu;

import java.util.Optional;

/** Turns hot instructions into a {@link Region}. */
@FunctionalInterface
public interface RegionTranslator {
  /**
   * Translates what can be reached inside one page.
   *
   * @param words the instruction words of the page
   * @param entry index of the region's first instruction
   * @return empty if a region there would not be worth it
   */
  Optional<Region> translate(int[] words, int entry);
}
