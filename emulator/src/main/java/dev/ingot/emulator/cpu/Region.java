package dev.ingot.emulator.cpu;

/**
 * Translated code: instructions of one page, entered at the first of them and left at any. It does
 * exactly what the interpreter does with the same instructions, and holds wherever its page is
 * mapped, because it takes every address from {@link RegionFrame#page}.
 */
public abstract class Region {
  /** For subclasses. */
  protected Region() {}

  /**
   * Runs from the region's first instruction until something has to be done that only the
   * interpreter can do, or until too few instructions are left of the slice. Registers, flags,
   * {@link RegionFrame#pc} and {@link RegionFrame#remaining} then are those between two
   * instructions.
   */
  public abstract void run(RegionFrame frame);
}
