package dev.ingot.emulator.device;

/** What firmware calls (PSCI) and semihosting may ask of the machine they run on. */
public interface MachineControl {
  /** Ends the run as a power-off. */
  void powerOff();

  /** Ends the run as a reset. */
  void reset();

  /**
   * Ends the run as semihosting SYS_EXIT does.
   *
   * @param reason an ADP_Stopped code, e.g. 0x20026 for ApplicationExit
   * @param code the subcode: the exit status
   */
  void exit(int reason, long code);

  /**
   * Reads guest memory through the current translation of the CPU at EL1.
   *
   * @throws IllegalArgumentException when a page of the range is not mapped to RAM
   */
  byte[] readGuestVirtual(long va, int length);

  /** Writes guest memory like {@link #readGuestVirtual}. */
  void writeGuestVirtual(long va, byte[] bytes);

  /** Reads general register {@code r}, 0..30, of the CPU that made the call. */
  long register(int r);

  /** Writes general register {@code r}, 0..30, of the CPU that made the call. */
  void register(int r, long value);
}
