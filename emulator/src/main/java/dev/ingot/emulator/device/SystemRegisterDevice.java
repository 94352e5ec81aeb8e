package dev.ingot.emulator.device;

/**
 * A device that the guest reaches by MRS and MSR: the GICv3 CPU interface, the generic timer.
 * Registers are named by {@code op0<<14 | op1<<11 | CRn<<7 | CRm<<3 | op2} (Arm ARM C5.1.2). Access
 * checks by exception level are the CPU's.
 */
public interface SystemRegisterDevice {
  /** Whether this device owns the register. */
  boolean handles(int encoding);

  /** Reads a register of the given CPU. */
  long read(int encoding, int cpu);

  /** Writes a register of the given CPU. */
  void write(int encoding, int cpu, long value);

  /** Whether controls of EL1 trap an access from EL0 to a register with op1 = 3. */
  default boolean trapsAtEl0(int encoding, int cpu) {
    return false;
  }
}
