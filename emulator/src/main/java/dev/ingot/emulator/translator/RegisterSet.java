package dev.ingot.emulator.translator;

/**
 * Registers, bit {@code r} for register {@code r}.
 *
 * @param general of the general registers and the stack pointer
 * @param vector of the vector registers
 */
record RegisterSet(long general, long vector) {
  static final RegisterSet NONE = new RegisterSet(0, 0);

  /** Whether it holds a general register, or the stack pointer. */
  boolean hasGeneral(int r) {
    return (general >>> r & 1) != 0;
  }

  /** Whether it holds the vector register of a half; {@code slot} as in {@code RegionFrame.v}. */
  boolean hasHalf(int slot) {
    return (vector >>> (slot >>> 1) & 1) != 0;
  }

  RegisterSet and(RegisterSet other) {
    return new RegisterSet(general | other.general, vector | other.vector);
  }
}
