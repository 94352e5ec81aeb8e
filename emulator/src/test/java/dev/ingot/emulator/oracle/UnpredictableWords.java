package dev.ingot.emulator.oracle;

/**
 * Words that the manual leaves CONSTRAINED UNPREDICTABLE (Arm ARM K1.2), where two machines may
 * both be right and differ, beyond those that {@link MemoryOperand} repairs.
 */
final class UnpredictableWords {
  private static final int LOAD = 1 << 22;
  private static final int PAIR = 1 << 21;

  private UnpredictableWords() {}

  static boolean contains(int word) {
    boolean exclusive = (word & 0x3f80_0000) == 0x0800_0000;
    if (!exclusive) {
      return false;
    }
    int rs = WordGenerator.field(word, 16);
    int rt = WordGenerator.field(word, 0);
    int rn = WordGenerator.field(word, 5);
    int rt2 = WordGenerator.field(word, 10);
    boolean pair = (word & PAIR) != 0;
    if ((word & LOAD) != 0) {
      return pair && rt == rt2;
    }
    boolean statusIsSource = rs == rt || pair && rs == rt2;
    boolean statusIsBase = rs == rn && rn != CpuState.SP;
    return statusIsSource || statusIsBase;
  }
}
