package dev.ingot.emulator.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last few of many.
 *
 * @param <T> what there are many of
 */
final class Ring<T> {
  private final int size;
  private final Deque<T> last = new ArrayDeque<>();

  Ring(int size) {
    this.size = size;
  }

  void add(T each) {
    if (last.size() == size) {
      last.removeFirst();
    }
    last.addLast(each);
  }

  /** The oldest first. */
  List<T> contents() {
    return List.copyOf(last);
  }
}
