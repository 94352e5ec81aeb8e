package dev.ingot.emulator.translator;

/** The address of a load or store. */
sealed interface Address {

  /** Set of general registers that computing the address changes. */
  default long written() {
    return 0;
  }

  /** A base register plus a constant. */
  record Offset(int base, long offset) implements Address {}

  /**
   * A base register that ends as itself plus {@code change}; the access is at itself plus {@code
   * offset}.
   */
  record WriteBack(int base, long offset, long change) implements Address {
    @Override
    public long written() {
      return Registers.bit(base);
    }
  }

  /** A base register plus an extended and shifted register. */
  record Indexed(int base, Operand.Extended index) implements Address {}

  /** A constant. */
  record Absolute(long va) implements Address {}
}
