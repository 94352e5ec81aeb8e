package dev.ingot.emulator.device;

/**
 * A device whose registers are 32-bit words at word-aligned offsets. Narrow and wide accesses are
 * split and joined here. Little endian, as the whole machine.
 */
public interface WordRegisters extends MmioDevice {
  /** The register at {@code offset}, a multiple of four. */
  int readWord(int offset);

  /**
   * Writes some bytes of the register at {@code offset}.
   *
   * @param offset a multiple of four
   * @param value the new bytes in their lanes; zero elsewhere
   * @param lanes all ones in every byte that is written, zero in the others
   */
  void writeWord(int offset, int value, int lanes);

  /** An 8-byte access is two words, low one first. */
  @Override
  default long read(long offset, int sizeBytes) {
    int at = (int) offset & -Integer.BYTES;
    if (sizeBytes > Integer.BYTES) {
      long low = Integer.toUnsignedLong(readWord(at));
      return low | (long) readWord(at + Integer.BYTES) << Integer.SIZE;
    }
    return Integer.toUnsignedLong(readWord(at) >>> shiftOf(offset) & ones(sizeBytes));
  }

  /** An 8-byte access is two words, low one first. */
  @Override
  default void write(long offset, int sizeBytes, long value) {
    int at = (int) offset & -Integer.BYTES;
    if (sizeBytes > Integer.BYTES) {
      writeWord(at, (int) value, -1);
      writeWord(at + Integer.BYTES, (int) (value >>> Integer.SIZE), -1);
      return;
    }
    int lanes = ones(sizeBytes) << shiftOf(offset);
    writeWord(at, (int) value << shiftOf(offset) & lanes, lanes);
  }

  private static int shiftOf(long offset) {
    return (int) offset % Integer.BYTES * Byte.SIZE;
  }

  private static int ones(int sizeBytes) {
    return sizeBytes == Integer.BYTES ? -1 : (1 << sizeBytes * Byte.SIZE) - 1;
  }
}
