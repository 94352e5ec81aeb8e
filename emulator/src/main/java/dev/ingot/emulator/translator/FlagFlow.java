package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.LazyFlags;
import java.util.List;

/**
 * How the flags are kept at the start of each block, as far as it is the same on all ways there.
 */
final class FlagFlow {
  private final ForwardFlow<Integer> flow;

  /** Flows through {@code blocks}; at {@code entry} the flags come as {@link LazyFlags#MIXED}. */
  FlagFlow(List<BasicBlock> blocks, Place entry) {
    flow =
        new ForwardFlow<>(
            blocks,
            entry,
            LazyFlags.MIXED,
            BasicBlock::flagsAfter,
            (one, other) -> one.equals(other) ? one : LazyFlags.MIXED);
  }

  /** A constant of {@link LazyFlags} for a block that starts at {@code place}. */
  int kindAt(Place place) {
    return flow.at(place).orElse(LazyFlags.MIXED);
  }
}
