package dev.ingot.emulator;

/** How translated code does floating-point arithmetic. Interpreted code is always exact. */
public enum FloatingPoint {
  /**
   * As the JVM does it. Results are exact; the cumulative exception flags of FPSR (IOC, DZC, OFC,
   * UFC, IXC and IDC) are not kept, and read as zero as long as there is a translator.
   */
  FAST,

  /** With the cumulative exception flags of FPSR. */
  EXACT
}
