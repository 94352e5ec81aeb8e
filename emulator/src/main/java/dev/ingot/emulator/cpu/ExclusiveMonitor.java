package dev.ingot.emulator.cpu;

/**
 * The exclusive monitor of one CPU. Like QEMU it remembers the loaded value and lets a store
 * succeed while memory still holds it, so it needs no notice of other writes (Arm ARM B2.9).
 */
final class ExclusiveMonitor {
  private boolean open;
  private long address;
  private int bytes;
  private long low;
  private long high;

  void mark(long va, int size, long lowWord, long highWord) {
    open = true;
    address = va;
    bytes = size;
    low = lowWord;
    high = highWord;
  }

  void clear() {
    open = false;
  }

  boolean covers(long va, int size) {
    return open && address == va && bytes == size;
  }

  long low() {
    return low;
  }

  long high() {
    return high;
  }
}
