package dev.ingot.emulator.translator;

/**
 * Registers, bit {@code r} for register {@code r}.
 *
 * @param general of the general registers and the stack pointer
 * @param vector of the vector registers
 */
record RegisterSet(long general, long vector) {
  static final RegisterSet NONE = new RegisterSet(0, 0);

  RegisterSet and(RegisterSet other) {
    return new RegisterSet(general | other.general, vector | other.vector);
  }
}
