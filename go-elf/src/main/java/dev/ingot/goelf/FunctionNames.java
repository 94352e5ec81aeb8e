package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** An odd number with as many ones as zeros: 2 to the 64th by the golden ratio. */
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private static final long EACH_LOWEST_BIT = 0x0101_0101_0101_0101L;
  private static final long EACH_HIGHEST_BIT = EACH_LOWEST_BIT << Byte.SIZE - 1;

  private final LoadedBytes bytes;

  /** File offset of each function's name. */
  private final int[] offsets;

  private final int[] hashes;

  /** Open addressing: indexes of functions at their name's hash or behind. */
  private final int[] slots;

  private FunctionNames(LoadedBytes bytes, int count) {
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
    int hash = hashOf(wanted);
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

  /** Takes eight bytes at once, those behind the end as 0. */
  private int hashAt(int offset) {
    long hash = 0;
    int at = offset;
    for (long next = eightAt(at); ; next = eightAt(at += Long.BYTES)) {
      long end = next - EACH_LOWEST_BIT & ~next & EACH_HIGHEST_BIT;
      if (end != 0) {
        // The lowest bit that is set marks the first byte that is 0.
        return (int) mixed(hash, next & (Long.lowestOneBit(end) >>> Byte.SIZE - 1) - 1);
      }
      hash = mixed(hash, next);
    }
  }

  private static int hashOf(byte[] name) {
    ByteBuffer padded =
        ByteBuffer.wrap(Arrays.copyOf(name, (name.length & -Long.BYTES) + Long.BYTES));
    padded.order(ByteOrder.LITTLE_ENDIAN);
    long hash = 0;
    while (padded.hasRemaining()) {
      hash = mixed(hash, padded.getLong());
    }
    return (int) hash;
  }

  private long eightAt(int offset) {
    if (offset <= bytes.size() - Long.BYTES) {
      return bytes.longAt(offset);
    }
    long last = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      last |= (byteAt(offset + i) & 0xffL) << i * Byte.SIZE;
    }
    return last;
  }

  /** The end of the file ends a name as well. */
  private byte byteAt(int offset) {
    return offset < bytes.size() ? bytes.byteAt(offset) : 0;
  }

  /** A product's high bits depend on all of its factors', and come down to the low ones. */
  private static long mixed(long hash, long next) {
    long sum = (hash ^ next) * SPREAD;
    return sum ^ sum >>> 32;
  }

  private int slotOf(int hash) {
    return hash & slots.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & slots.length - 1;
  }
}
