package dev.ingot.goelf.dwarf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A reading position in a little-endian section of debugging information. */
final class DwarfCursor {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private final byte[] bytes;
  private final int end;
  private int position;

  /**
   * @param end first offset behind what may be read
   */
  DwarfCursor(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
  }

  /** Offset of the next byte. */
  int position() {
    return position;
  }

  boolean atEnd() {
    return position >= end;
  }

  /** An unsigned byte. */
  int u8() throws MalformedDwarfException {
    return bytes[advance(1)] & 0xff;
  }

  /** An unsigned 16-bit number. */
  int u16() throws MalformedDwarfException {
    return (short) SHORTS.get(bytes, advance(Short.BYTES)) & 0xffff;
  }

  /** An unsigned 32-bit number. */
  long u32() throws MalformedDwarfException {
    return (int) INTS.get(bytes, advance(Integer.BYTES)) & 0xffff_ffffL;
  }

  /** A 64-bit number. */
  long u64() throws MalformedDwarfException {
    return (long) LONGS.get(bytes, advance(Long.BYTES));
  }

  /** An offset in another section: 32 or 64 bits, as the unit's format has it. */
  long offset(boolean wide) throws MalformedDwarfException {
    return wide ? u64() : u32();
  }

  /** An unsigned LEB128 number (DWARF 5, section 7.6); its low 64 bits. */
  long uleb() throws MalformedDwarfException {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = u8();
      value |= shift < Long.SIZE ? (long) (next & 0x7f) << shift : 0;
      shift += 7;
    } while (next >= 0x80);
    return value;
  }

  /** Goes over a LEB128 number, signed or not. */
  void skipLeb() throws MalformedDwarfException {
    while (u8() >= 0x80) {
      // The last byte has the high bit clear.
    }
  }

  /** Goes over a text that NUL ends. */
  void skipText() throws MalformedDwarfException {
    while (u8() != 0) {
      // NUL ends it.
    }
  }

  /** A text that NUL ends. */
  String text() throws MalformedDwarfException {
    int start = position;
    skipText();
    return new String(bytes, start, position - start - 1, StandardCharsets.UTF_8);
  }

  /** Goes over bytes. */
  void skip(long count) throws MalformedDwarfException {
    if (count < 0 || count > end - position) {
      throw new MalformedDwarfException(
          "%d bytes at offset 0x%x, and the unit has %d"
              .formatted(count, position, end - position));
    }
    position += (int) count;
  }

  private int advance(int count) throws MalformedDwarfException {
    int start = position;
    skip(count);
    return start;
  }
}
