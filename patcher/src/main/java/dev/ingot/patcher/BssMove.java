package dev.ingot.patcher;

/**
 * The move of {@code .bss} and {@code .noptrbss}, or with {@link Freestanding#data} of all that the
 * program writes.
 *
 * @param oldAddress VA of the first byte before
 * @param newAddress VA of the first byte after
 * @param size bytes
 */
public record BssMove(long oldAddress, long newAddress, long size) {
  /** Bytes to add to an old VA. */
  public long delta() {
    return newAddress - oldAddress;
  }

  /** Whether a VA before lies in what moves. */
  public boolean covers(long address) {
    return address >= oldAddress && address < oldEnd();
  }

  /** First VA behind what moves, before. */
  public long oldEnd() {
    return oldAddress + size;
  }

  /** First VA behind it after. */
  public long newEnd() {
    return newAddress + size;
  }
}
