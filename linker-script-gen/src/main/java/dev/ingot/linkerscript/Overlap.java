package dev.ingot.linkerscript;

import dev.ingot.linkerscript.MemoryRegion.Use;
import java.util.List;
import java.util.Optional;

/**
 * Two regions that claim the same bytes.
 *
 * @param first the one that stands earlier in the map
 * @param second the later one
 */
record Overlap(MemoryRegion first, MemoryRegion second) {
  /** The first overlap of a map. A reserved region may lie in any other: that is what it is for. */
  static Optional<Overlap> in(List<MemoryRegion> regions) {
    List<MemoryRegion> claims = regions.stream().filter(r -> r.use() != Use.RESERVED).toList();
    for (int i = 0; i < claims.size(); i++) {
      for (int j = i + 1; j < claims.size(); j++) {
        if (claims.get(i).overlaps(claims.get(j))) {
          return Optional.of(new Overlap(claims.get(i), claims.get(j)));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return "%s and %s overlap".formatted(describe(first), describe(second));
  }

  private static String describe(MemoryRegion region) {
    return "%s [0x%x, 0x%x)".formatted(region.name(), region.start(), region.end());
  }
}
