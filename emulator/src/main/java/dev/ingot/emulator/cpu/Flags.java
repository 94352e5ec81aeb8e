package dev.ingot.emulator.cpu;

/**
 * Condition flags of 64-bit results, in bits 31 (N) to 28 (V). For a 32-bit operation pass the
 * operands shifted left by 32, which moves its sign, carry and overflow to bit 63 and leaves zero
 * tests intact.
 */
public final class Flags {
  /** N: the result is negative. */
  public static final int N = 1 << 31;

  /** Z: the result is zero. */
  public static final int Z = 1 << 30;

  /** C: carry out of an addition, no borrow of a subtraction. */
  public static final int C = 1 << 29;

  /** V: signed overflow. */
  public static final int V = 1 << 28;

  private Flags() {}

  /** Flags of {@code a + b}. */
  public static int ofAdd(long a, long b) {
    long r = a + b;
    int nzcv = (int) (r >> 32) & N | (int) (((a ^ r) & (b ^ r)) >>> 63) << 28;
    if (r == 0) {
      nzcv |= Z;
    }
    if (Long.compareUnsigned(r, a) < 0) {
      nzcv |= C;
    }
    return nzcv;
  }

  /** Flags of {@code a - b}. */
  public static int ofSubtract(long a, long b) {
    long r = a - b;
    int nzcv = (int) (r >> 32) & N | (int) (((a ^ b) & (a ^ r)) >>> 63) << 28;
    if (r == 0) {
      nzcv |= Z;
    }
    if (Long.compareUnsigned(a, b) >= 0) {
      nzcv |= C;
    }
    return nzcv;
  }

  /** Flags of a logical result: C and V are clear. */
  public static int ofLogical(long r) {
    return (int) (r >> 32) & N | (r == 0 ? Z : 0);
  }
}
