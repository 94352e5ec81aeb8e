package dev.ingot.emulator.memory;

import java.util.BitSet;

/**
 * Places in {@link HostMemory} for pages of guest RAM that follow each other as the virtual
 * addresses do under which programs use them: between the addresses of a range and their places the
 * difference is the same, whatever physical pages the guest's kernel hands out.
 */
final class OrderedPlaces {
  /** What {@link #of} gives where there is no place. */
  static final long NOWHERE = 0;

  /** Power of two of {@link #RANGE_BYTES}. */
  private static final int RANGE_SHIFT = 28;

  /** Bytes in a range, which cost the host nothing until pages lie there. */
  static final int RANGE_BYTES = 1 << RANGE_SHIFT;

  /**
   * Ranges with places, the first ones that programs use: a Go program's heap, its segments, what
   * the runtime maps for itself, and then some.
   */
  private static final int MOST_RANGES = 8;

  private final PageStore.Blocks blocks;
  private final Range[] ranges = new Range[MOST_RANGES];
  private int count;

  /**
   * The places of a range.
   *
   * @param number virtual addresses without the low {@link #RANGE_SHIFT} bits
   * @param first address of the place of the first page, a multiple of {@link RamPage#BYTES}, or
   *     {@link #NOWHERE} if the host had no memory for them
   * @param taken the places where pages lie, by their indices
   */
  private record Range(long number, long first, BitSet taken) {
    int index(long place) {
      return (int) (place - first >>> RamPage.SHIFT);
    }

    long place(long va) {
      return isMissing() ? NOWHERE : first + (va & RANGE_BYTES - RamPage.BYTES);
    }

    boolean isMissing() {
      return first == NOWHERE;
    }

    boolean contains(long place) {
      return !isMissing() && Long.compareUnsigned(place - first, RANGE_BYTES) < 0;
    }
  }

  /**
   * @param blocks where host memory comes from
   */
  OrderedPlaces(PageStore.Blocks blocks) {
    this.blocks = blocks;
  }

  /** The place for the page at a virtual address, or {@link #NOWHERE}. */
  long of(long va) {
    long number = va >>> RANGE_SHIFT;
    for (int i = 0; i < count; i++) {
      if (ranges[i].number() == number) {
        return ranges[i].place(va);
      }
    }
    if (!HostMemory.NATIVE || count == MOST_RANGES) {
      return NOWHERE;
    }
    ranges[count] = newRange(number);
    return ranges[count++].place(va);
  }

  private Range newRange(long number) {
    try {
      return new Range(number, blocks.add(RANGE_BYTES), new BitSet(RANGE_BYTES >>> RamPage.SHIFT));
    } catch (OutOfMemoryError refused) {
      return new Range(number, NOWHERE, new BitSet());
    }
  }

  /** Whether a page lies at an ordered place; not for any other. */
  boolean isTaken(long place) {
    Range range = rangeOf(place);
    return range != null && range.taken().get(range.index(place));
  }

  /** Says that a page lies at a place now; for one that is no ordered place nothing happens. */
  void take(long place) {
    Range range = rangeOf(place);
    if (range != null) {
      range.taken().set(range.index(place));
    }
  }

  /** Says that no page lies at a place any more. */
  void leave(long place) {
    Range range = rangeOf(place);
    if (range != null) {
      range.taken().clear(range.index(place));
    }
  }

  /** The range that a place is in, or null. */
  private Range rangeOf(long place) {
    for (int i = 0; i < count; i++) {
      if (ranges[i].contains(place)) {
        return ranges[i];
      }
    }
    return null;
  }
}
