package dev.ingot.emulator.translator;

/** An instruction that may continue elsewhere; targets are virtual addresses. */
sealed interface ControlTransfer extends Instruction {

  /** B. */
  record Branch(long target) implements ControlTransfer {}

  /** BL. */
  record BranchLink(long target, long returnAddress) implements ControlTransfer {
    @Override
    public long written() {
      return Registers.bit(Registers.LINK);
    }
  }

  /** A branch that control may pass. */
  sealed interface Conditional extends ControlTransfer {
    /** Where it leads when taken. */
    long target();
  }

  /** B.cond. */
  record ConditionalBranch(Condition condition, long target) implements Conditional {}

  /** CBZ, CBNZ. */
  record CompareBranch(int n, boolean ifZero, boolean is64, long target) implements Conditional {}

  /** TBZ, TBNZ. */
  record TestBranch(int n, int bit, boolean ifZero, long target) implements Conditional {}

  /** BR, RET. */
  record RegisterBranch(int n) implements ControlTransfer {}

  /** BLR. */
  record RegisterBranchLink(int n, long returnAddress) implements ControlTransfer {
    @Override
    public long written() {
      return Registers.bit(Registers.LINK);
    }
  }

  /**
   * BLR to a function that is part of the region, as long as the register holds its address.
   *
   * @param expected where it has led each time so far
   */
  record ExpectedCall(int n, long expected, long returnAddress) implements ControlTransfer {
    @Override
    public long written() {
      return Registers.bit(Registers.LINK);
    }
  }

  /** What only the interpreter can do. */
  record Untranslated() implements ControlTransfer {}
}
