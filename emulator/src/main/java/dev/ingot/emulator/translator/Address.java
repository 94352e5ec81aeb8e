package dev.ingot.emulator.translator;

/** The address of a load or store. */
sealed interface Address {

  /** Set of general registers that computing the address changes. */
  default long written() {
    return 0;
  }

  /** Whether the base is the stack pointer. */
  boolean isOnStack();

  /** A base register plus a constant. */
  record Offset(int base, long offset) implements Address {
    @Override
    public boolean isOnStack() {
      return base == Registers.SP;
    }
  }

  /**
   * A base register that ends as itself plus {@code change}; the access is at itself plus {@code
   * offset}.
   */
  record WriteBack(int base, long offset, long change) implements Address {
    @Override
    public long written() {
      return Registers.bit(base);
    }

    @Override
    public boolean isOnStack() {
      return base == Registers.SP;
    }
  }

  /** A base register plus an extended and shifted register. */
  record Indexed(int base, Operand.Extended index) implements Address {
    @Override
    public boolean isOnStack() {
      return base == Registers.SP;
    }
  }

  /** A constant. */
  record Absolute(long va) implements Address {
    @Override
    public boolean isOnStack() {
      return false;
    }
  }
}
