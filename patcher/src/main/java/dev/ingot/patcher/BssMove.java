package dev.ingot.patcher;

/**
 * The move of {@code .bss} and {@code .noptrbss}.
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
}
