package dev.ingot.linkerscript.devicetree;

/**
 * A range of addresses as a {@code reg} or {@code ranges} property gives it.
 *
 * @param start first address, in bytes
 * @param size length in bytes; zero when the blob leaves it to the firmware
 */
public record AddressRange(long start, long size) {
  /** Whether the range holds all of another one. */
  boolean contains(AddressRange other) {
    long offset = other.start - start;
    return Long.compareUnsigned(offset, size) <= 0
        && Long.compareUnsigned(other.size, size - offset) <= 0;
  }
}
