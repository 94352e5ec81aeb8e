package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;
import java.util.Arrays;

/** Bytes that are known, except where a fix-up changes them. */
final class ByteFragment extends Fragment {
  private byte[] bytes = new byte[256];
  private int length;

  ByteFragment(Section section, Location location) {
    super(section, location);
  }

  /**
   * Appends the low {@code count} bytes of a number, little endian; bytes above the eighth are 0.
   */
  void append(long number, int count) {
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = i < Long.BYTES ? (byte) (number >>> (8 * i)) : 0;
    }
  }

  void append(byte[] more) {
    ensure(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  /** Replaces {@code count} bytes at {@code offset} by a little-endian number. */
  void patch(int offset, long number, int count) {
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = (byte) (number >>> (8 * i));
    }
  }

  /** The little-endian 32-bit word at {@code offset}. */
  int word(int offset) {
    int word = 0;
    for (int i = 3; i >= 0; i--) {
      word = word << 8 | (bytes[offset + i] & 0xff);
    }
    return word;
  }

  @Override
  long size() {
    return length;
  }

  @Override
  void write(byte[] image, int at) {
    System.arraycopy(bytes, 0, image, at, length);
  }

  @Override
  boolean isZero() {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
