package dev.ingot.emulator.device;

/**
 * Narrow and wide accesses to a device whose registers are 32-bit words: picks the bytes of a word
 * that an access touches. Little endian, as the whole machine.
 */
public final class RegisterLanes {
  private static final int WORD_BYTES = 4;

  private RegisterLanes() {}

  /** A device seen as 32-bit registers at word-aligned offsets. */
  public interface Words {
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
  }

  /** Reads 1, 2, 4 or 8 bytes, zero extended; an 8-byte access is two words, low one first. */
  public static long read(Words device, long offset, int sizeBytes) {
    int at = (int) offset & -WORD_BYTES;
    if (sizeBytes > WORD_BYTES) {
      long low = Integer.toUnsignedLong(device.readWord(at));
      return low | ((long) device.readWord(at + WORD_BYTES) << Integer.SIZE);
    }
    int shift = ((int) offset & (WORD_BYTES - 1)) * Byte.SIZE;
    return Integer.toUnsignedLong(device.readWord(at) >>> shift & ones(sizeBytes));
  }

  /** Writes 1, 2, 4 or 8 bytes; an 8-byte access is two words, low one first. */
  public static void write(Words device, long offset, int sizeBytes, long value) {
    int at = (int) offset & -WORD_BYTES;
    if (sizeBytes > WORD_BYTES) {
      device.writeWord(at, (int) value, -1);
      device.writeWord(at + WORD_BYTES, (int) (value >>> Integer.SIZE), -1);
      return;
    }
    int shift = ((int) offset & (WORD_BYTES - 1)) * Byte.SIZE;
    int lanes = ones(sizeBytes) << shift;
    device.writeWord(at, (int) value << shift & lanes, lanes);
  }

  private static int ones(int sizeBytes) {
    return sizeBytes == WORD_BYTES ? -1 : (1 << sizeBytes * Byte.SIZE) - 1;
  }
}
