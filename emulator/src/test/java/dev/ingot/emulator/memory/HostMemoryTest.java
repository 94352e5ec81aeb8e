package dev.ingot.emulator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory outside the Java heap and in it is what an array of bytes is. */
class HostMemoryTest {
  private static final int ACCESSES = 100_000;

  /** Unaligned accesses may end at the end of a page, and never go on behind it. */
  private static final int BYTES = RamPage.BYTES;

  private final SplittableRandom random = new SplittableRandom(20_261_122);
  private final byte[] expected = new byte[BYTES];
  private final ByteBuffer model = ByteBuffer.wrap(expected).order(ByteOrder.LITTLE_ENDIAN);

  /** What this JVM has; in the heap where Unsafe is not exported. */
  private final long host = HostMemory.allocate(HeapMemory.BLOCK_BYTES);

  private final long heap = HeapMemory.allocate(HeapMemory.BLOCK_BYTES);

  /** In the middle of the block and at its end. */
  private final long inHeap =
      heap + (random.nextBoolean() ? BYTES : HeapMemory.BLOCK_BYTES - BYTES);

  @AfterEach
  void giveBack() {
    HostMemory.free(host);
    HeapMemory.free(heap);
  }

  @Test
  void randomAccessesOfAllSizesAreThoseToAnArrayOfBytes() {
    HostMemory.fill(host, BYTES, (byte) 0);
    for (int i = 0; i < ACCESSES; i++) {
      int sizeLog2 = random.nextInt(4);
      int size = 1 << sizeLog2;
      int at = random.nextInt(BYTES - size + 1);
      long value = random.nextLong();
      if (random.nextBoolean()) {
        putInModel(at, size, value);
        HostMemory.put(host + at, size, value);
        HeapMemory.put(inHeap + at, size, value);
      }
      long present = inModel(at, size);
      assertThat(HostMemory.get(host + at, size)).as("%d at %d", size, at).isEqualTo(present);
      assertThat(HeapMemory.get(inHeap + at, size)).as("%d at %d", size, at).isEqualTo(present);
    }
    assertThat(contents(host)).isEqualTo(expected);
  }

  @Test
  void copiesAndFillsOfAnyPlaceAndLengthAreThoseOfAnArrayOfBytes() {
    HostMemory.fill(host, BYTES, (byte) 0);
    for (int i = 0; i < 1000; i++) {
      boolean words = random.nextBoolean();
      int at = random.nextInt(BYTES) & (words ? -Long.BYTES : -1);
      int length = random.nextInt(BYTES - at + 1) & (words ? -Long.BYTES : -1);
      byte[] bytes = new byte[length + 3];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        System.arraycopy(bytes, 3, expected, at, length);
        HostMemory.copyIn(host + at, bytes, 3, length);
        HeapMemory.copyIn(inHeap + at, bytes, 3, length);
      } else {
        Arrays.fill(expected, at, at + length, bytes[0]);
        HostMemory.fill(host + at, length, bytes[0]);
        HeapMemory.fill(inHeap + at, length, bytes[0]);
      }
      byte[] found = new byte[length];
      HeapMemory.copyOut(inHeap + at, found, 0, length);
      assertThat(found).isEqualTo(Arrays.copyOfRange(expected, at, at + length));
      assertThat(contents(host)).isEqualTo(expected);
    }
  }

  @Test
  void aBlockInTheHeapThatWasGivenBackIsTakenAgainAndEmpty() {
    long block = HeapMemory.allocate(HeapMemory.BLOCK_BYTES);
    HeapMemory.put(block, Long.BYTES, -1);
    HeapMemory.free(block);
    long again = HeapMemory.allocate(HeapMemory.BLOCK_BYTES);
    assertThat(again).isEqualTo(block);
    assertThat(HeapMemory.get(again, Long.BYTES)).isZero();
    HeapMemory.free(again);
  }

  private static byte[] contents(long address) {
    byte[] bytes = new byte[BYTES];
    HostMemory.copyOut(address, bytes, 0, BYTES);
    return bytes;
  }

  private void putInModel(int at, int size, long value) {
    switch (size) {
      case 1 -> model.put(at, (byte) value);
      case 2 -> model.putShort(at, (short) value);
      case 4 -> model.putInt(at, (int) value);
      default -> model.putLong(at, value);
    }
  }

  private long inModel(int at, int size) {
    return switch (size) {
      case 1 -> model.get(at) & 0xff;
      case 2 -> model.getChar(at);
      case 4 -> model.getInt(at) & 0xffff_ffffL;
      default -> model.getLong(at);
    };
  }
}
