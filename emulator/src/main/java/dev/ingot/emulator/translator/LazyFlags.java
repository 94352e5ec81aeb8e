package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.Flags;

/**
 * The condition flags as translated code keeps them: the operands of the instruction that set them
 * last, and what it did. 32-bit operands are shifted left by 32, see {@link Flags}.
 */
final class LazyFlags {
  /** The first operand is NZCV itself. */
  static final int VALUE = 0;

  /** The sum of both operands. */
  static final int ADD = 1;

  /** The difference of both operands. */
  static final int SUBTRACT = 2;

  /** The first operand is the result of a logical operation. */
  static final int LOGICAL = 3;

  /** Not known when translating; a local of the region says which. */
  static final int MIXED = 4;

  private LazyFlags() {}

  /** The flags in bits 31 to 28. */
  static int nzcv(int kind, long a, long b) {
    return switch (kind) {
      case ADD -> Flags.ofAdd(a, b);
      case SUBTRACT -> Flags.ofSubtract(a, b);
      case LOGICAL -> Flags.ofLogical(a);
      default -> (int) a;
    };
  }

  /** Bit {@code n} is set when the condition holds with {@code n} as the flags NZCV. */
  static int satisfying(Condition condition) {
    int set = 0;
    for (int nzcv = 0; nzcv < 16; nzcv++) {
      if (evaluate(condition, nzcv)) {
        set |= 1 << nzcv;
      }
    }
    return set;
  }

  private static boolean evaluate(Condition condition, int nzcv) {
    boolean n = (nzcv & 8) != 0;
    boolean z = (nzcv & 4) != 0;
    boolean c = (nzcv & 2) != 0;
    boolean v = (nzcv & 1) != 0;
    return switch (condition) {
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
