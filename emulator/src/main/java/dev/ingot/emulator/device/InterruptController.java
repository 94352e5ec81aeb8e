package dev.ingot.emulator.device;

/** The side of a GIC that devices and CPUs see. */
public interface InterruptController {
  /**
   * Sets the level of an interrupt input.
   *
   * @param intId GIC INTID: 16..31 for PPIs, 32 and above for SPIs
   * @param cpu the CPU of a PPI; ignored for an SPI
   */
  void setLevel(int intId, int cpu, boolean high);

  /** Whether the IRQ input of the CPU is asserted. */
  boolean irqPending(int cpu);

  /** Whether the FIQ input of the CPU is asserted. */
  boolean fiqPending(int cpu);
}
