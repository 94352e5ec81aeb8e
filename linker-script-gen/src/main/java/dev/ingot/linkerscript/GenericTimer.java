package dev.ingot.linkerscript;

/**
 * The interrupts of the Arm generic timer, as GIC interrupt numbers (INTID; a PPI n is 16 + n).
 *
 * @param physical of the non-secure physical timer, 16 to 31
 * @param virtual of the virtual timer, 16 to 31
 */
public record GenericTimer(int physical, int virtual) {
  /** The INTID of PPI 0 (GIC architecture specification, table of INTIDs). */
  public static final int FIRST_PPI = 16;

  /** The INTID of the last PPI. */
  public static final int LAST_PPI = 31;

  /** What Arm's Base System Architecture asks of every machine, and QEMU's virt has. */
  public static final GenericTimer STANDARD = new GenericTimer(30, 27);

  public GenericTimer {
    requirePpi(physical);
    requirePpi(virtual);
  }

  /** Whether a number can be a timer's interrupt. */
  public static boolean isPpi(int number) {
    return number >= FIRST_PPI && number <= LAST_PPI;
  }

  private static void requirePpi(int number) {
    if (!isPpi(number)) {
      throw new IllegalArgumentException(
          "timer interrupt %d; allowed is %d to %d".formatted(number, FIRST_PPI, LAST_PPI));
    }
  }
}
