package dev.ingot.emulator.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Memory in the Java heap, by addresses that only this class knows: the number of a block in the
 * high bits, below them the place in it. The byte at place {@code p} is bits {@code 8 * (p & 7)}
 * and up of the long at {@code p >>> 3}. It needs nothing of the JVM, and is slower.
 */
public final class HeapMemory {
  /** Power of two of {@link #BLOCK_BYTES}. */
  public static final int BLOCK_SHIFT = 18;

  /** Bytes in a block. */
  public static final int BLOCK_BYTES = 1 << BLOCK_SHIFT;

  /** Blocks for 64 GiB, more than a Java heap that is quick to collect has. */
  private static final int MOST_BLOCKS = 1 << 18;

  private static final long[][] BLOCKS = new long[MOST_BLOCKS][];
  private static final int INDEX_MASK = BLOCK_BYTES / Long.BYTES - 1;

  /** A long of eight ones, each in a byte of its own. */
  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;

  private static int lowestFree;

  private HeapMemory() {}

  /** The blocks by their numbers; null where there is none. */
  public static long[][] blocks() {
    return BLOCKS;
  }

  private static long[] block(long address) {
    return BLOCKS[(int) (address >>> BLOCK_SHIFT)];
  }

  private static int index(long address) {
    return (int) (address >>> 3) & INDEX_MASK;
  }

  static synchronized long allocate(int bytes) {
    if (bytes != BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "a block of %d bytes: all have %d".formatted(bytes, BLOCK_BYTES));
    }
    for (int i = lowestFree; i < MOST_BLOCKS; i++) {
      if (BLOCKS[i] == null) {
        BLOCKS[i] = new long[BLOCK_BYTES / Long.BYTES];
        lowestFree = i + 1;
        return (long) i << BLOCK_SHIFT;
      }
    }
    throw new OutOfMemoryError("all %d blocks of guest memory are in use".formatted(MOST_BLOCKS));
  }

  static synchronized void free(long address) {
    int number = (int) (address >>> BLOCK_SHIFT);
    BLOCKS[number] = null;
    lowestFree = Math.min(lowestFree, number);
  }

  static long get(long address, int size) {
    long[] words = block(address);
    int index = index(address);
    int place = (int) address & Long.BYTES - 1;
    long value = words[index] >>> (place << 3);
    if (place + size > Long.BYTES) {
      value |= words[index + 1] << -(place << 3);
    }
    return size == Long.BYTES ? value : value & (1L << (size << 3)) - 1;
  }

  static void put(long address, int size, long value) {
    long[] words = block(address);
    int index = index(address);
    int shift = ((int) address & Long.BYTES - 1) << 3;
    long mask = size == Long.BYTES ? -1 : (1L << (size << 3)) - 1;
    words[index] = words[index] & ~(mask << shift) | (value & mask) << shift;
    if ((shift >>> 3) + size > Long.BYTES) {
      words[index + 1] = words[index + 1] & ~(mask >>> -shift) | (value & mask) >>> -shift;
    }
  }

  static void copyIn(long address, byte[] bytes, int from, int length) {
    if (isWords(address, length)) {
      words(bytes, from, length).get(block(address), index(address), length >>> 3);
      return;
    }
    for (int i = 0; i < length; i++) {
      put(address + i, Byte.BYTES, bytes[from + i]);
    }
  }

  static void copyOut(long address, byte[] bytes, int to, int length) {
    if (isWords(address, length)) {
      words(bytes, to, length).put(block(address), index(address), length >>> 3);
      return;
    }
    for (int i = 0; i < length; i++) {
      bytes[to + i] = (byte) get(address + i, Byte.BYTES);
    }
  }

  static void fill(long address, int length, byte value) {
    if (isWords(address, length)) {
      int from = index(address);
      Arrays.fill(block(address), from, from + (length >>> 3), (value & 0xff) * EACH_BYTE);
      return;
    }
    for (int i = 0; i < length; i++) {
      put(address + i, Byte.BYTES, value);
    }
  }

  private static boolean isWords(long address, int length) {
    return ((address | length) & Long.BYTES - 1) == 0;
  }

  private static LongBuffer words(byte[] bytes, int from, int length) {
    return ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  }
}
