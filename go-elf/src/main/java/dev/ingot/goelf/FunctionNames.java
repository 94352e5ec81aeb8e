package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntToLongFunction;

/**
 * Finds functions by name. A hash table over the names as they stand in the file: a few names are
 * asked for, and a program has ten thousands, which need not become strings for that.
 */
final class FunctionNames {
  private static final int FREE = -1;

  private final ByteBuffer bytes;

  /** File offset of each function's name. */
  private final int[] offsets;

  private final int[] hashes;

  /** Open addressing: indexes of functions at their name's hash or behind. */
  private final int[] slots;

  private FunctionNames(ByteBuffer bytes, int count) {
    this.bytes = bytes;
    this.offsets = new int[count];
    this.hashes = new int[count];
    this.slots = new int[Integer.highestOneBit(count) * 4];
    Arrays.fill(slots, FREE);
  }

  /**
   * The names of all functions.
   *
   * @param count at least 1
   * @param nameOf VA of a function's name by its index
   * @throws RefusedException when a name is not in the file
   */
  static FunctionNames of(ElfImage image, int count, IntToLongFunction nameOf) {
    FunctionNames names = new FunctionNames(image.loadedBytes(), count);
    ImageMemory memory = image.memory();
    for (int i = 0; i < count; i++) {
      names.offsets[i] = memory.offsetOf(nameOf.applyAsLong(i), 1);
      names.put(i);
    }
    return names;
  }

  /** Of several functions with one name the first stays. */
  private void put(int index) {
    int hash = hashAt(offsets[index]);
    hashes[index] = hash;
    int slot = slotOf(hash);
    while (slots[slot] != FREE) {
      int other = slots[slot];
      if (hashes[other] == hash && isSameName(offsets[other], offsets[index])) {
        return;
      }
      slot = next(slot);
    }
    slots[slot] = index;
  }

  /** The lowest index of a function with exactly this name. */
  OptionalInt indexOf(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    int hash = 0;
    for (byte next : wanted) {
      hash = mixed(hash, next);
    }
    for (int slot = slotOf(hash); slots[slot] != FREE; slot = next(slot)) {
      int index = slots[slot];
      if (hashes[index] == hash && standsAt(offsets[index], wanted)) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  private boolean standsAt(int offset, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (byteAt(offset + i) != wanted[i]) {
        return false;
      }
    }
    return byteAt(offset + wanted.length) == 0;
  }

  private boolean isSameName(int one, int other) {
    for (int i = 0; ; i++) {
      byte next = byteAt(one + i);
      if (next != byteAt(other + i)) {
        return false;
      }
      if (next == 0) {
        return true;
      }
    }
  }

  private int hashAt(int offset) {
    int hash = 0;
    int at = offset;
    for (byte next = byteAt(at); next != 0; next = byteAt(++at)) {
      hash = mixed(hash, next);
    }
    return hash;
  }

  /** The end of the file ends a name as well. */
  private byte byteAt(int offset) {
    return offset < bytes.limit() ? bytes.get(offset) : 0;
  }

  private static int mixed(int hash, byte next) {
    return hash * 31 + next;
  }

  private int slotOf(int hash) {
    return (hash ^ hash >>> 16) & slots.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & slots.length - 1;
  }
}
