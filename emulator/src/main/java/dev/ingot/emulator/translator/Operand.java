package dev.ingot.emulator.translator;

/** The last operand of a data-processing instruction. */
sealed interface Operand {
  /** A constant. */
  record Immediate(long value) implements Operand {}

  /** A register, shifted by 0 to 63. */
  record Shifted(int register, ShiftType type, int amount) implements Operand {
    static Shifted plain(int register) {
      return new Shifted(register, ShiftType.LSL, 0);
    }
  }

  /**
   * A register, extended and then shifted left by 0 to 4.
   *
   * @param option Arm ARM DecodeRegExtend: 0 UXTB, 1 UXTH, 2 UXTW, 3 UXTX, 4 SXTB, 5 SXTH, 6 SXTW,
   *     7 SXTX
   */
  record Extended(int register, int option, int shift) implements Operand {
    /** Bits of the register that count. */
    int width() {
      return 8 << (option & 3);
    }

    boolean signed() {
      return (option & 4) != 0;
    }
  }
}
