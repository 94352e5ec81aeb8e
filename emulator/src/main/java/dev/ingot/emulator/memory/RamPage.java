package dev.ingot.emulator.memory;

/**
 * One touched page of guest RAM, or one page of flash. Eight bytes a word, little endian: the byte
 * at offset {@code o} of the page is bits {@code 8 * (o & 7)} and up of {@code words[o >>> 3]}. An
 * array of longs needs no view objects to be read in one load, which is what counts while the JVM
 * itself still interprets.
 */
public final class RamPage {
  /** Bytes in a page, the translation granule. */
  public static final int BYTES = 4096;

  /** Power of two of {@link #BYTES}. */
  public static final int SHIFT = 12;

  /** Words of eight bytes in a page. */
  public static final int WORDS = BYTES / Long.BYTES;

  /** The content. */
  public final long[] words = new long[WORDS];

  /** Physical address of the first byte. */
  public final long address;

  /** Whether this is a page of flash: the guest can read and run it, and never write it. */
  public final boolean readOnly;

  private boolean decoded;

  RamPage(long address, boolean readOnly) {
    this.address = address;
    this.readOnly = readOnly;
  }

  /**
   * Whether decoded instructions of this page are held somewhere, so that a write has to be
   * announced.
   */
  public boolean decoded() {
    return decoded;
  }

  /** Says whether decoded instructions of this page are held somewhere. */
  public void decoded(boolean value) {
    decoded = value;
  }

  /**
   * Reads {@code size} bytes at any {@code offset}, zero extended; they lie inside the page.
   *
   * @param words the content of a page
   * @param size 1, 2, 4 or 8
   */
  public static long read(long[] words, int offset, int size) {
    int shift = (offset & 7) << 3;
    long value = words[offset >>> 3] >>> shift;
    if ((offset & 7) + size > Long.BYTES) {
      value |= words[(offset >>> 3) + 1] << -shift;
    }
    return size == Long.BYTES ? value : value & (1L << (size << 3)) - 1;
  }

  /**
   * Writes the low {@code size} bytes of {@code value} at any {@code offset}; they lie inside the
   * page.
   *
   * @param words the content of a page
   * @param size 1, 2, 4 or 8
   */
  public static void write(long[] words, int offset, int size, long value) {
    int index = offset >>> 3;
    int shift = (offset & 7) << 3;
    long mask = size == Long.BYTES ? -1 : (1L << (size << 3)) - 1;
    words[index] = words[index] & ~(mask << shift) | (value & mask) << shift;
    if ((offset & 7) + size > Long.BYTES) {
      words[index + 1] = words[index + 1] & ~(mask >>> -shift) | (value & mask) >>> -shift;
    }
  }
}
