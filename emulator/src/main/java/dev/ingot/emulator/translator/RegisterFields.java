package dev.ingot.emulator.translator;

/** The numbers of registers in an instruction word, 0 to 31 (Arm ARM C4.1: Rd, Rn, Rm). */
final class RegisterFields {
  private static final int MASK = 31;

  private RegisterFields() {}

  /** Rd, bits 4 to 0: the destination. */
  static int d(int word) {
    return word & MASK;
  }

  /** Rn, bits 9 to 5: the first source. */
  static int n(int word) {
    return word >>> 5 & MASK;
  }

  /** Rm, bits 20 to 16: the second source. */
  static int m(int word) {
    return word >>> 16 & MASK;
  }
}
