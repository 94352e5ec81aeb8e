package dev.ingot.goelf;

import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * Which 8-byte words of a stretch of memory hold pointers, decoded from a GC program.
 *
 * @param start VA of word 0
 * @param words bit {@code i} for the word at {@code start + 8 i}
 */
public record PointerMask(long start, BitSet words) {
  public PointerMask {
    words = (BitSet) words.clone();
  }

  @Override
  public BitSet words() {
    return (BitSet) words.clone();
  }

  /** Gets the VA of each pointer word, ascending. */
  public void forEachPointer(LongConsumer action) {
    for (int i = words.nextSetBit(0); i >= 0; i = words.nextSetBit(i + 1)) {
      action.accept(start + 8L * i);
    }
  }
}
