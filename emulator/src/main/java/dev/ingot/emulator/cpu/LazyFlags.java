package dev.ingot.emulator.cpu;

/**
 * The condition flags as translated code keeps them: the operands of the instruction that set them
 * last, and what it did. 32-bit operands are shifted left by 32, see {@link Flags}.
 */
public final class LazyFlags {
  /** The first operand is NZCV itself. */
  public static final int VALUE = 0;

  /** The sum of both operands. */
  public static final int ADD = 1;

  /** The difference of both operands. */
  public static final int SUBTRACT = 2;

  /** The first operand is the result of a logical operation. */
  public static final int LOGICAL = 3;

  /** The comparison of both operands, which are the bits of doubles. */
  public static final int COMPARE_DOUBLE = 4;

  /** Not known when translating; {@link RegionFrame#flagsKind} says which. */
  public static final int MIXED = 5;

  private LazyFlags() {}

  /** The flags in bits 31 to 28. */
  public static int nzcv(int kind, long a, long b) {
    return switch (kind) {
      case ADD -> Flags.ofAdd(a, b);
      case SUBTRACT -> Flags.ofSubtract(a, b);
      case LOGICAL -> Flags.ofLogical(a);
      case COMPARE_DOUBLE -> ofCompare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
      default -> (int) a;
    };
  }

  /** Arm ARM, FPCompare. */
  private static int ofCompare(double a, double b) {
    if (a == b) {
      return Flags.Z | Flags.C;
    }
    if (a < b) {
      return Flags.N;
    }
    return a > b ? Flags.C : Flags.C | Flags.V;
  }
}
