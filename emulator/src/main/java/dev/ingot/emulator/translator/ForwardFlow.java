package dev.ingot.emulator.translator;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** What holds at the start of each block of a region, whichever way control comes there. */
final class ForwardFlow<T> {
  private final Map<Place, T> before = new HashMap<>();

  /**
   * Follows all ways from the entry until nothing new is found.
   *
   * @param behind what holds behind a block, given what holds before it
   * @param merged what holds where two ways meet: as much as either says or less, so that it ends
   */
  ForwardFlow(
      List<BasicBlock> blocks,
      Place entry,
      T atEntry,
      BiFunction<BasicBlock, T, T> behind,
      BinaryOperator<T> merged) {
    before.put(entry, atEntry);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (BasicBlock block : blocks) {
        T known = before.get(block.start());
        if (known == null) {
          continue;
        }
        T after = behind.apply(block, known);
        for (Place successor : block.successors()) {
          T old = before.get(successor);
          T now = old == null ? after : merged.apply(old, after);
          before.put(successor, now);
          changed |= !now.equals(old);
        }
      }
    }
  }

  /** What holds at a start; empty if no way leads there. */
  Optional<T> at(Place start) {
    return Optional.ofNullable(before.get(start));
  }
}
