package dev.ingot.asm.object;

import java.util.Arrays;

/**
 * What an alignment directive asks for.
 *
 * @param alignment bytes, a power of two
 * @param fill the byte to fill with 0..255, or {@link #NOP}
 * @param most the padding is left out when it would be longer than this many bytes
 */
public record Padding(long alignment, int fill, long most) {
  /** Fill with zero bytes. */
  public static final int ZERO = 0;

  /** Fill with {@code nop} instructions; what does not fit a word comes first, as zero bytes. */
  public static final int NOP = -1;

  /** Arm ARM C6.2: NOP, {@code hint #0}. */
  private static final int NOP_WORD = 0xd503201f;

  /** The padding in bytes at {@code offset} bytes from the section's start. */
  long sizeAt(long offset) {
    long size = -offset & (alignment - 1);
    return size > most ? 0 : size;
  }

  /** {@code size} bytes of padding. */
  byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    if (fill != NOP) {
      Arrays.fill(bytes, (byte) fill);
      return bytes;
    }
    for (int i = size % 4; i < size; i++) {
      bytes[i] = (byte) (NOP_WORD >>> (8 * ((i - size % 4) % 4)));
    }
    return bytes;
  }
}
