package dev.ingot.emulator.device.virtio;

/** The guest's RAM as a bus master sees it: physical addresses, no translation. */
public interface GuestRam {
  /**
   * Reads {@code length} bytes.
   *
   * @throws IllegalArgumentException when the range is not all RAM
   */
  byte[] read(long pa, int length);

  /**
   * Writes bytes.
   *
   * @throws IllegalArgumentException when the range is not all RAM
   */
  void write(long pa, byte[] bytes);
}
