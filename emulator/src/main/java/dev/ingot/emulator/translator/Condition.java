package dev.ingot.emulator.translator;

/** Condition codes in the order of their encoding (Arm ARM C1.2.4). */
enum Condition {
  EQ,
  NE,
  CS,
  CC,
  MI,
  PL,
  VS,
  VC,
  HI,
  LS,
  GE,
  LT,
  GT,
  LE,
  AL,
  NV;

  private static final Condition[] BY_CODE = values();

  static Condition of(int code) {
    return BY_CODE[code & 15];
  }

  /** Whether the condition holds whatever the flags: both AL and NV do. */
  boolean always() {
    return this == AL || this == NV;
  }
}
