package dev.ingot.emulator.mmu;

/**
 * Neighbouring pages that are mapped with the same rights.
 *
 * @param start VA of the first byte
 * @param end VA behind the last byte; 0 at the end of the address space
 * @param device whether the memory type is Device
 * @param user what EL0 may do, as {@code rwx} with {@code -} for what it may not
 * @param kernel what EL1 may do, the same way
 */
public record MappedRange(long start, long end, boolean device, String user, String kernel) {
  /** Bytes of the range. */
  public long bytes() {
    return end - start;
  }

  boolean continues(MappedRange before) {
    return before.end == start
        && before.device == device
        && before.user.equals(user)
        && before.kernel.equals(kernel);
  }

  MappedRange from(long newStart) {
    return new MappedRange(newStart, end, device, user, kernel);
  }
}
