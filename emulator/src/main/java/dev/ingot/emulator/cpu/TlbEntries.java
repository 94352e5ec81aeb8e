package dev.ingot.emulator.cpu;

import java.util.Arrays;

/**
 * The entries of a side of the TLB that have been filled since the side was last emptied. A large
 * TLB is seldom full, so that emptying it is not a matter of its size.
 */
final class TlbEntries {
  private int[] indices = new int[64];
  private int count;

  /** Adds an entry that was empty. */
  void add(int index) {
    if (count == indices.length) {
      removeDuplicates();
    }
    indices[count++] = index;
  }

  /** An entry that was invalidated alone and then filled again is here twice. */
  private void removeDuplicates() {
    Arrays.sort(indices, 0, count);
    int distinct = 1;
    for (int i = 1; i < count; i++) {
      if (indices[i] != indices[i - 1]) {
        indices[distinct++] = indices[i];
      }
    }
    count = distinct;
    indices = Arrays.copyOf(indices, 2 * count);
  }

  /** How many have been added; one may be among them more than once. */
  int count() {
    return count;
  }

  int get(int place) {
    return indices[place];
  }

  void clear() {
    count = 0;
  }
}
