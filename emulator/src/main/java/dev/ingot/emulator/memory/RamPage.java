package dev.ingot.emulator.memory;

import java.lang.ref.Reference;

/**
 * One touched page of guest RAM, or one page of flash. Its bytes are in {@link HostMemory}, from
 * {@link #host} on.
 */
public final class RamPage {
  /** Bytes in a page, the translation granule. */
  public static final int BYTES = 4096;

  /** Power of two of {@link #BYTES}. */
  public static final int SHIFT = 12;

  /** Where its first byte is in {@link HostMemory}, a multiple of {@link #BYTES}. */
  public final long host;

  /** Physical address of the first byte. */
  public final long address;

  /** Whether this is a page of flash: the guest can read and run it, and never write it. */
  public final boolean readOnly;

  private boolean decoded;

  /** Keeps {@link #host} what it is. */
  private final PageStore store;

  RamPage(PageStore store, long address, boolean readOnly) {
    this.store = store;
    this.host = store.take();
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
   * Reads {@code size} bytes at any {@code offset}, zero extended.
   *
   * @param size 1, 2, 4 or 8
   * @throws IndexOutOfBoundsException unless all of them lie inside the page
   */
  public long read(int offset, int size) {
    requireInside(offset, size);
    try {
      return HostMemory.get(host + offset, size);
    } finally {
      Reference.reachabilityFence(store);
    }
  }

  /**
   * Writes the low {@code size} bytes of {@code value} at any {@code offset}.
   *
   * @param size 1, 2, 4 or 8
   * @throws IndexOutOfBoundsException unless all of them lie inside the page
   */
  public void write(int offset, int size, long value) {
    requireInside(offset, size);
    try {
      HostMemory.put(host + offset, size, value);
    } finally {
      Reference.reachabilityFence(store);
    }
  }

  /** Copies {@code bytes[from]} and those behind it to {@code offset}. */
  void copyIn(int offset, byte[] bytes, int from, int length) {
    requireInside(offset, length);
    try {
      HostMemory.copyIn(host + offset, bytes, from, length);
    } finally {
      Reference.reachabilityFence(store);
    }
  }

  /** Copies the bytes at {@code offset} to {@code bytes[to]} and behind it. */
  void copyOut(int offset, byte[] bytes, int to, int length) {
    requireInside(offset, length);
    try {
      HostMemory.copyOut(host + offset, bytes, to, length);
    } finally {
      Reference.reachabilityFence(store);
    }
  }

  private static void requireInside(int offset, int length) {
    if (offset < 0 || offset > BYTES - length) {
      throw new IndexOutOfBoundsException(
          "%d bytes at offset %d of a page of %d".formatted(length, offset, BYTES));
    }
  }

  /** Sets all bytes. */
  void fill(byte value) {
    try {
      HostMemory.fill(host, BYTES, value);
    } finally {
      Reference.reachabilityFence(store);
    }
  }
}
