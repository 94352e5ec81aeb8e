package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.LazyFlags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the flags are kept at the start of each block, as far as it is the same on all ways there.
 */
final class FlagFlow {
  private final Map<Place, Integer> kindAt = new HashMap<>();

  /** Flows through {@code blocks}; at {@code entry} the flags come as {@link LazyFlags#MIXED}. */
  FlagFlow(List<BasicBlock> blocks, Place entry) {
    kindAt.put(entry, LazyFlags.MIXED);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (BasicBlock block : blocks) {
        Integer before = kindAt.get(block.start());
        if (before == null) {
          continue;
        }
        int after = block.flagsAfter(before);
        for (Place successor : block.successors()) {
          int old = kindAt.getOrDefault(successor, after);
          int merged = old == after ? after : LazyFlags.MIXED;
          changed |= !Integer.valueOf(merged).equals(kindAt.put(successor, merged));
        }
      }
    }
  }

  /** A constant of {@link LazyFlags} for a block that starts at {@code place}. */
  int kindAt(Place place) {
    return kindAt.getOrDefault(place, LazyFlags.MIXED);
  }
}
