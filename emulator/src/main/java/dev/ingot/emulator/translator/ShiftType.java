package dev.ingot.emulator.translator;

/** Shifts of a register operand, in the order of their encoding (Arm ARM DecodeShift). */
enum ShiftType {
  LSL,
  LSR,
  ASR,
  ROR;

  private static final ShiftType[] BY_CODE = values();

  static ShiftType of(int code) {
    return BY_CODE[code & 3];
  }
}
