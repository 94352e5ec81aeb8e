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

  /**
   * The first operand is the result of an addition with carry, the second one its {@link #carries}.
   */
  public static final int CARRIED = 5;

  /** Not known when translating; {@link RegionFrame#flagsKind} says which. */
  public static final int MIXED = 6;

  private LazyFlags() {}

  /** The flags in bits 31 to 28. */
  public static int nzcv(int kind, long a, long b) {
    return switch (kind) {
      case ADD -> Flags.ofAdd(a, b);
      case SUBTRACT -> Flags.ofSubtract(a, b);
      case LOGICAL -> Flags.ofLogical(a);
      case CARRIED -> Flags.ofLogical(a) | (b < 0 ? Flags.C : 0) | ((b ^ b << 1) < 0 ? Flags.V : 0);
      case COMPARE_DOUBLE -> ofCompare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
      default -> (int) a;
    };
  }

  /** The carry of {@link #ADD}, 0 or 1. */
  public static long carryOfAdd(long a, long b) {
    return carries(a, b, a + b) >>> 63;
  }

  /** The carry of {@link #SUBTRACT}, 0 or 1: set when there is no borrow. */
  public static long carryOfSubtract(long a, long b) {
    return carries(a, ~b, a - b) >>> 63;
  }

  /**
   * The carries of an addition: bit {@code n} is what bit {@code n} carries into the next one, so
   * that bit 63 is the carry flag, and an overflow makes bits 63 and 62 differ.
   *
   * @param result the sum of {@code a}, {@code b} and a carry
   */
  public static long carries(long a, long b, long result) {
    return a & b | (a | b) & ~result;
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
