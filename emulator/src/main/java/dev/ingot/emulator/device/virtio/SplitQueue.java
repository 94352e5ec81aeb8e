package dev.ingot.emulator.device.virtio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The device's side of a split virtqueue (Virtio 1.2 section 2.7): takes requests out of the
 * available ring and puts them into the used ring. Indirect descriptors and event indexes are not
 * offered, so a driver that uses them breaks the layout.
 */
final class SplitQueue {
  /** Most descriptors of a queue. */
  static final int MAX_SIZE = 256;

  /** Most bytes of one request: keeps a hostile driver from exhausting the host. */
  private static final long MAX_REQUEST_BYTES = 64L << 20;

  private static final int DESCRIPTOR_BYTES = 16;
  private static final int DESCRIPTOR_NEXT = 1;
  private static final int DESCRIPTOR_WRITE = 2;
  private static final int DESCRIPTOR_INDIRECT = 4;
  private static final int RING_INDEX = 2;
  private static final int RING_ENTRIES = 4;
  private static final int USED_ENTRY_BYTES = 8;
  private static final int AVAILABLE_NO_INTERRUPT = 1;

  private final GuestRam ram;
  private int size = MAX_SIZE;
  private long descriptors;
  private long available;
  private long used;
  private boolean ready;
  private int nextAvailable;
  private int nextUsed;

  SplitQueue(GuestRam ram) {
    this.ram = ram;
  }

  void reset() {
    size = MAX_SIZE;
    descriptors = 0;
    available = 0;
    used = 0;
    ready = false;
    nextAvailable = 0;
    nextUsed = 0;
  }

  /** Sets the number of descriptors; what is no power of two up to {@link #MAX_SIZE} is ignored. */
  void size(int value) {
    if (value > 0 && value <= MAX_SIZE && Integer.bitCount(value) == 1) {
      size = value;
    }
  }

  boolean ready() {
    return ready;
  }

  /** Starts or stops the queue; it starts with empty rings. */
  void ready(boolean value) {
    if (value && !ready) {
      nextAvailable = 0;
      nextUsed = 0;
    }
    ready = value;
  }

  void descriptors(long pa) {
    descriptors = pa;
  }

  long descriptors() {
    return descriptors;
  }

  void available(long pa) {
    available = pa;
  }

  long available() {
    return available;
  }

  void used(long pa) {
    used = pa;
  }

  long used() {
    return used;
  }

  /** Takes the next request, if there is one. */
  Optional<DescriptorChain> take() {
    if (!ready || half(available + RING_INDEX) == nextAvailable) {
      return Optional.empty();
    }
    int slot = nextAvailable & size - 1;
    int head = half(available + RING_ENTRIES + 2L * slot);
    DescriptorChain chain = chain(head);
    nextAvailable = nextAvailable + 1 & 0xffff;
    return Optional.of(chain);
  }

  /**
   * Gives a request back.
   *
   * @return whether the driver wants an interrupt for it
   */
  boolean giveBack(DescriptorChain chain) {
    ByteBuffer entry = ByteBuffer.allocate(USED_ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(chain.head()).putInt(chain.written());
    int slot = nextUsed & size - 1;
    write(used + RING_ENTRIES + (long) USED_ENTRY_BYTES * slot, entry.array());
    nextUsed = nextUsed + 1 & 0xffff;
    write(used + RING_INDEX, new byte[] {(byte) nextUsed, (byte) (nextUsed >>> Byte.SIZE)});
    return (half(available) & AVAILABLE_NO_INTERRUPT) == 0;
  }

  private DescriptorChain chain(int head) {
    List<DescriptorChain.Buffer> readable = new ArrayList<>();
    List<DescriptorChain.Buffer> writable = new ArrayList<>();
    int index = head;
    long bytes = 0;
    for (int count = 0; ; count++) {
      if (index >= size || count == size) {
        throw new VirtqueueException(
            "descriptor %d of a queue of %d, the %dth of its chain".formatted(index, size, count));
      }
      byte[] raw = read(descriptors + (long) DESCRIPTOR_BYTES * index, DESCRIPTOR_BYTES);
      ByteBuffer descriptor = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
      long address = descriptor.getLong();
      long length = Integer.toUnsignedLong(descriptor.getInt());
      int flags = Short.toUnsignedInt(descriptor.getShort());
      bytes += length;
      if ((flags & DESCRIPTOR_INDIRECT) != 0 || bytes > MAX_REQUEST_BYTES) {
        throw new VirtqueueException(
            "descriptor %d: flags 0x%x, %d bytes so far".formatted(index, flags, bytes));
      }
      boolean write = (flags & DESCRIPTOR_WRITE) != 0;
      if (!write && !writable.isEmpty()) {
        throw new VirtqueueException("descriptor " + index + " is readable behind a writable one");
      }
      (write ? writable : readable).add(new DescriptorChain.Buffer(address, (int) length));
      if ((flags & DESCRIPTOR_NEXT) == 0) {
        return new DescriptorChain(ram, head, readable, writable);
      }
      index = Short.toUnsignedInt(descriptor.getShort());
    }
  }

  private int half(long pa) {
    byte[] raw = read(pa, 2);
    return raw[0] & 0xff | (raw[1] & 0xff) << 8;
  }

  private byte[] read(long pa, int length) {
    try {
      return ram.read(pa, length);
    } catch (IllegalArgumentException notRam) {
      throw new VirtqueueException(notRam);
    }
  }

  private void write(long pa, byte[] bytes) {
    try {
      ram.write(pa, bytes);
    } catch (IllegalArgumentException notRam) {
      throw new VirtqueueException(notRam);
    }
  }
}
