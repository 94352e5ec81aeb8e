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
   * The first operand is the result of an addition with carry, the second one its carry out in bit
   * 0 and its overflow in bit 63.
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
      case CARRIED -> Flags.ofLogical(a) | (int) (b & 1) << 29 | (int) (b >>> 63) << 28;
      case COMPARE_DOUBLE -> ofCompare(Double.longBitsToDouble(a), Double.longBitsToDouble(b));
      default -> (int) a;
    };
  }

  /** The carry of {@link #ADD}, 0 or 1. */
  public static long carryOfAdd(long a, long b) {
    return (a & b | (a | b) & ~(a + b)) >>> 63;
  }

  /** The carry of {@link #SUBTRACT}, 0 or 1: set when there is no borrow. */
  public static long carryOfSubtract(long a, long b) {
    return (a & ~b | (a | ~b) & ~(a - b)) >>> 63;
  }

  /**
   * The second operand of {@link #CARRIED}.
   *
   * @param result the sum of {@code a}, {@code b} and a carry
   */
  public static long carryAndOverflow(long a, long b, long result) {
    long carry = (a & b | (a | b) & ~result) >>> 63;
    return (a ^ result) & (b ^ result) & Long.MIN_VALUE | carry;
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
