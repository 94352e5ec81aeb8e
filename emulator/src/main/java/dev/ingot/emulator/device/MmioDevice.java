package dev.ingot.emulator.device;

/** A device with registers in the physical address space. */
public interface MmioDevice {
  /** Physical address of the first register. */
  long base();

  /** Bytes of address space, a multiple of 4096 unless two devices share a page. */
  long size();

  /**
   * Reads a register.
   *
   * @param offset bytes from {@link #base()}, aligned to the access
   * @param sizeBytes 1, 2, 4 or 8
   * @return the value, zero extended
   */
  long read(long offset, int sizeBytes);

  /** Writes a register; bits above the access size in {@code value} are to be ignored. */
  void write(long offset, int sizeBytes, long value);
}
