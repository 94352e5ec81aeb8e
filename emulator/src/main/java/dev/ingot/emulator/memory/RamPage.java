package dev.ingot.emulator.memory;

import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * One touched page of guest RAM, or one page of flash. Its bytes are in {@link HostMemory}, from
 * {@link #host} on. It {@link PageStore#settle settles} as often as it is used at other virtual
 * addresses, but no more once those are {@link #MOST_ADDRESSES}.
 */
public final class RamPage {
  /** Bytes in a page, the translation granule. */
  public static final int BYTES = 4096;

  /** Power of two of {@link #BYTES}. */
  public static final int SHIFT = 12;

  /**
   * Virtual addresses that are remembered. A page that a kernel shares between programs has more,
   * and would move to and fro; two are usual, one of the program's and one of the kernel's.
   */
  private static final int MOST_ADDRESSES = 8;

  private static final long[] NO_ADDRESSES = {};

  /** Physical address of the first byte. */
  public final long address;

  /** Whether this is a page of flash: the guest can read and run it, and never write it. */
  public final boolean readOnly;

  private boolean decoded;
  private long host;

  /** Keeps {@link #host} what it is. */
  private final PageStore store;

  private long[] addresses = NO_ADDRESSES;

  RamPage(PageStore store, long address, boolean readOnly) {
    this.store = store;
    this.host = store.take();
    this.address = address;
    this.readOnly = readOnly;
  }

  /** Where its first byte is in {@link HostMemory}, a multiple of {@link #BYTES}. */
  public long host() {
    return host;
  }

  /**
   * Remembers that a CPU holds {@link #host} for a virtual address.
   *
   * @param va of the page
   * @return whether that is new; not beyond {@link #MOST_ADDRESSES}, which the page must not leave
   */
  boolean heldFor(long va) {
    for (long known : addresses) {
      if (known == va) {
        return false;
      }
    }
    if (addresses.length == MOST_ADDRESSES) {
      return false;
    }
    addresses = Arrays.copyOf(addresses, addresses.length + 1);
    addresses[addresses.length - 1] = va;
    return addresses.length < MOST_ADDRESSES;
  }

  /** The virtual addresses for which CPUs may hold {@link #host}, of a page that can move. */
  long[] addresses() {
    return addresses;
  }

  /**
   * Moves to the place for a virtual address.
   *
   * @return whether {@link #host} has changed
   */
  boolean settle(long va) {
    long before = host;
    host = store.settle(before, va);
    return host != before;
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
