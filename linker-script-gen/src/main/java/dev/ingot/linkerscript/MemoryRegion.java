package dev.ingot.linkerscript;

/**
 * One range of a board's physical address space.
 *
 * @param name the region's name, as a linker script would print it
 * @param use what answers there
 * @param start first physical address, in bytes
 * @param size length in bytes, above zero
 * @param note what it is, for a reader; may be empty
 */
public record MemoryRegion(String name, Use use, long start, long size, String note) {
  /** What answers in a region. */
  public enum Use {
    /** Read-only memory that the machine holds at reset. */
    FLASH,
    /** Device registers. */
    DEVICE,
    /** Memory that can be written. */
    RAM,
    /** A part of RAM that something else owns: firmware, or the device tree. */
    RESERVED
  }

  /** A region that needs no explanation. */
  public MemoryRegion(String name, Use use, long start, long size) {
    this(name, use, start, size, "");
  }

  public MemoryRegion {
    if (size <= 0) {
      throw new IllegalArgumentException(
          "region %s: size 0x%x, must be above zero".formatted(name, size));
    }
    if (Long.compareUnsigned(start + size, start) < 0) {
      throw new IllegalArgumentException(
          "region %s: 0x%x + 0x%x passes the end of the address space"
              .formatted(name, start, size));
    }
  }

  /** The first physical address behind the region. */
  public long end() {
    return start + size;
  }

  /** Whether the region holds all of {@code [address, address + length)}, both in bytes. */
  public boolean contains(long address, long length) {
    return Long.compareUnsigned(address, start) >= 0
        && Long.compareUnsigned(address - start, size) <= 0
        && Long.compareUnsigned(length, size - (address - start)) <= 0;
  }

  /** Whether the two regions share a byte. */
  public boolean overlaps(MemoryRegion other) {
    return Long.compareUnsigned(start, other.end()) < 0
        && Long.compareUnsigned(other.start, end()) < 0;
  }
}
