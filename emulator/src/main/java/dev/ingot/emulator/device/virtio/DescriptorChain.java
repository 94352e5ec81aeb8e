package dev.ingot.emulator.device.virtio;

import java.util.List;

/**
 * One request of the driver: buffers that the device reads, then buffers that it fills (Virtio 1.2
 * section 2.7.4).
 */
public final class DescriptorChain {
  /** A buffer: physical address and length in bytes. */
  record Buffer(long address, int length) {}

  private final GuestRam ram;
  private final int head;
  private final List<Buffer> readable;
  private final List<Buffer> writable;
  private int written;

  DescriptorChain(GuestRam ram, int head, List<Buffer> readable, List<Buffer> writable) {
    this.ram = ram;
    this.head = head;
    this.readable = readable;
    this.writable = writable;
  }

  /** Index of the first descriptor: the request's name in the used ring. */
  int head() {
    return head;
  }

  /** Bytes that the device has written so far. */
  int written() {
    return written;
  }

  /** Bytes that the device may still write. */
  public int room() {
    return total(writable) - written;
  }

  /** Everything that the driver has put into the readable buffers. */
  public byte[] contents() {
    byte[] all = new byte[total(readable)];
    int at = 0;
    for (Buffer buffer : readable) {
      byte[] part = read(buffer);
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /**
   * Appends bytes to what the device has written.
   *
   * @param bytes at most {@link #room()}
   */
  public void write(byte[] bytes, int offset, int length) {
    if (length > room()) {
      throw new IllegalArgumentException(
          "%d bytes for a chain with room for %d".formatted(length, room()));
    }
    int from = offset;
    int end = offset + length;
    long position = 0;
    for (Buffer buffer : writable) {
      long skip = Math.max(0, written - position);
      int count = (int) Math.min(buffer.length - Math.min(skip, buffer.length), end - from);
      if (count > 0) {
        put(buffer.address + skip, bytes, from, count);
        written += count;
        from += count;
      }
      position += buffer.length;
    }
  }

  private byte[] read(Buffer buffer) {
    try {
      return ram.read(buffer.address, buffer.length);
    } catch (IllegalArgumentException notRam) {
      throw new VirtqueueException(notRam);
    }
  }

  private void put(long address, byte[] bytes, int from, int count) {
    byte[] part = new byte[count];
    System.arraycopy(bytes, from, part, 0, count);
    try {
      ram.write(address, part);
    } catch (IllegalArgumentException notRam) {
      throw new VirtqueueException(notRam);
    }
  }

  private static int total(List<Buffer> buffers) {
    int total = 0;
    for (Buffer buffer : buffers) {
      total = Math.addExact(total, buffer.length);
    }
    return total;
  }
}
