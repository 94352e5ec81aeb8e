package dev.ingot.emulator.cpu;

/** Condition codes (Arm ARM C1.2.4). */
final class Condition {
  /**
   * For each condition, the set of NZCV values that satisfy it: bit {@code nzcv} of element {@code
   * condition}.
   */
  private static final int[] SATISFIED = satisfied();

  private Condition() {}

  static boolean holds(int condition, int nzcv) {
    return (SATISFIED[condition] >>> (nzcv >>> 28) & 1) != 0;
  }

  /** Bit {@code n} is set when NZCV value {@code n} satisfies the condition. */
  static int mask(int condition) {
    return SATISFIED[condition];
  }

  private static int[] satisfied() {
    int[] table = new int[16];
    for (int condition = 0; condition < 16; condition++) {
      for (int nzcv = 0; nzcv < 16; nzcv++) {
        if (evaluate(condition, nzcv)) {
          table[condition] |= 1 << nzcv;
        }
      }
    }
    return table;
  }

  private static boolean evaluate(int condition, int nzcv) {
    boolean n = (nzcv & 8) != 0;
    boolean z = (nzcv & 4) != 0;
    boolean c = (nzcv & 2) != 0;
    boolean v = (nzcv & 1) != 0;
    boolean base =
        switch (condition >>> 1) {
          case 0 -> z;
          case 1 -> c;
          case 2 -> n;
          case 3 -> v;
          case 4 -> c && !z;
          case 5 -> n == v;
          case 6 -> n == v && !z;
          default -> true;
        };
    return (condition & 1) != 0 && condition != 15 ? !base : base;
  }
}
