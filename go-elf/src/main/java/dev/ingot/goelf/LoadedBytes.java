package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A file's bytes as the program sees them, by file offset. Pages in which the dynamic loader fills
 * in addresses are kept on the heap as they are afterwards; all others are read from the file.
 */
final class LoadedBytes {
  /** Of 4 KiB: the smaller, the less is kept that does not change. */
  private static final int PAGE_SHIFT = 12;

  private static final int PAGE = 1 << PAGE_SHIFT;

  private final ByteBuffer file;

  /** By number; null where the file's own bytes count. Null itself when nothing is filled in. */
  private final ByteBuffer[] pages;

  private LoadedBytes(ByteBuffer file, ByteBuffer[] pages) {
    this.file = file;
    this.pages = pages;
  }

  /**
   * Those of a program in which nothing is filled in.
   *
   * @param file little endian
   */
  static LoadedBytes of(ByteBuffer file) {
    return new LoadedBytes(file, null);
  }

  /** Fills in addresses. */
  static final class Filling {
    private final ByteBuffer file;
    private final ByteBuffer[] pages;

    Filling(ByteBuffer file) {
      this.file = file;
      this.pages = new ByteBuffer[(file.limit() >>> PAGE_SHIFT) + 1];
    }

    /**
     * Puts an address.
     *
     * @param offset file offset, 8 bytes before the file's end or more
     */
    void put(int offset, long address) {
      int inPage = offset & PAGE - 1;
      if (inPage <= PAGE - Long.BYTES) {
        pageAt(offset).putLong(inPage, address);
        return;
      }
      for (int i = 0; i < Long.BYTES; i++) {
        pageAt(offset + i).put(offset + i & PAGE - 1, (byte) (address >>> i * Byte.SIZE));
      }
    }

    private ByteBuffer pageAt(int offset) {
      int number = offset >>> PAGE_SHIFT;
      if (pages[number] == null) {
        int start = number << PAGE_SHIFT;
        byte[] copy = new byte[Math.min(PAGE, file.limit() - start)];
        file.get(start, copy);
        pages[number] = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
      }
      return pages[number];
    }

    LoadedBytes done() {
      return new LoadedBytes(file, pages.clone());
    }
  }

  /** Length of the file, bytes. */
  int size() {
    return file.limit();
  }

  byte byteAt(int offset) {
    return isOfFile(offset, 1)
        ? file.get(offset)
        : pages[offset >>> PAGE_SHIFT].get(offset & PAGE - 1);
  }

  /** The little-endian 32-bit word at a file offset. */
  int wordAt(int offset) {
    return isOfFile(offset, Integer.BYTES)
        ? file.getInt(offset)
        : (int) joined(offset, Integer.BYTES);
  }

  /** The little-endian 64-bit word at a file offset. */
  long longAt(int offset) {
    return isOfFile(offset, Long.BYTES) ? file.getLong(offset) : joined(offset, Long.BYTES);
  }

  /** Fills an array with the bytes from a file offset. */
  void copy(int offset, byte[] target) {
    file.get(offset, target);
    if (!isOfFile(offset, target.length)) {
      for (int i = 0; i < target.length; i++) {
        target[i] = byteAt(offset + i);
      }
    }
  }

  /** Fills the first {@code count} words of an array with those from a file offset. */
  void copy(int offset, long[] target, int count) {
    if (isOfFile(offset, count * Long.BYTES)) {
      ByteBuffer stretch = file.slice(offset, count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      stretch.asLongBuffer().get(target, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        target[i] = longAt(offset + i * Long.BYTES);
      }
    }
  }

  /** The same with 32-bit words. */
  void copy(int offset, int[] target, int count) {
    if (isOfFile(offset, count * Integer.BYTES)) {
      ByteBuffer stretch = file.slice(offset, count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      stretch.asIntBuffer().get(target, 0, count);
    } else {
      for (int i = 0; i < count; i++) {
        target[i] = wordAt(offset + i * Integer.BYTES);
      }
    }
  }

  /** Whether nothing is filled in on any page of a stretch. */
  private boolean isOfFile(int offset, int size) {
    if (pages == null) {
      return true;
    }
    int last = Math.min(offset + size - 1 >> PAGE_SHIFT, pages.length - 1);
    for (int page = offset >> PAGE_SHIFT; page <= last; page++) {
      if (pages[page] != null) {
        return false;
      }
    }
    return true;
  }

  private long joined(int offset, int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (byteAt(offset + i) & 0xffL) << i * Byte.SIZE;
    }
    return value;
  }
}
