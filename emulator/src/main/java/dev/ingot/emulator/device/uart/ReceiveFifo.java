package dev.ingot.emulator.device.uart;

/** The receive FIFO of a PL011: 16 bytes, or one while FIFOs are disabled. */
final class ReceiveFifo {
  private static final int DEPTH = 16;

  private final byte[] bytes = new byte[DEPTH];
  private int first;
  private int count;
  private int depth = 1;

  /** Enables or disables the FIFO, which empties it when that is a change. */
  void enable(boolean enabled) {
    int newDepth = enabled ? DEPTH : 1;
    if (newDepth != depth) {
      depth = newDepth;
      count = 0;
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count >= depth;
  }

  /** Appends a byte; there must be room. */
  void add(int value) {
    bytes[(first + count) % DEPTH] = (byte) value;
    count++;
  }

  /** Takes the oldest byte; 0 when there is none. */
  int remove() {
    if (count == 0) {
      return 0;
    }
    int value = bytes[first] & 0xff;
    first = (first + 1) % DEPTH;
    count--;
    return value;
  }
}
