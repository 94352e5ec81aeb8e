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

  /** Bit {@code n} is set when the condition holds with {@code n} as the flags NZCV. */
  int satisfying() {
    int set = 0;
    for (int nzcv = 0; nzcv < 16; nzcv++) {
      if (holds(nzcv)) {
        set |= 1 << nzcv;
      }
    }
    return set;
  }

  private boolean holds(int nzcv) {
    boolean n = (nzcv & 8) != 0;
    boolean z = (nzcv & 4) != 0;
    boolean c = (nzcv & 2) != 0;
    boolean v = (nzcv & 1) != 0;
    return switch (this) {
      case EQ -> z;
      case NE -> !z;
      case CS -> c;
      case CC -> !c;
      case MI -> n;
      case PL -> !n;
      case VS -> v;
      case VC -> !v;
      case HI -> c && !z;
      case LS -> !c || z;
      case GE -> n == v;
      case LT -> n != v;
      case GT -> !z && n == v;
      case LE -> z || n != v;
      case AL, NV -> true;
    };
  }
}
