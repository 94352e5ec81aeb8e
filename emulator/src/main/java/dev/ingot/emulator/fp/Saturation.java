package dev.ingot.emulator.fp;

/**
 * Integer arithmetic on elements that saturates and then raises QC (Arm ARM SatQ). Widths are in
 * bits, 8 to 64.
 */
final class Saturation {
  private Saturation() {}

  /** The largest element. */
  static long maximum(boolean unsigned, int width) {
    return unsigned ? -1L >>> (64 - width) : Long.MAX_VALUE >>> (64 - width);
  }

  /** The smallest element, sign extended. */
  static long minimum(boolean unsigned, int width) {
    return unsigned ? 0 : Long.MIN_VALUE >> (64 - width);
  }

  private static long saturated(boolean negative, boolean unsigned, int width, FpEnvironment env) {
    env.raise(FpEnvironment.QC);
    return negative ? minimum(unsigned, width) : maximum(unsigned, width);
  }

  /** Fits an exact signed {@code value} into an element. */
  static long fit(long value, boolean unsigned, int width, FpEnvironment env) {
    if (value < minimum(unsigned, width)) {
      return saturated(true, unsigned, width, env);
    }
    boolean unlimited = unsigned && width == 64;
    return !unlimited && value > maximum(unsigned, width)
        ? saturated(false, unsigned, width, env)
        : value;
  }

  /** Fits an exact non-negative {@code value}, all of whose 64 bits count, into an element. */
  static long fitUnsigned(long value, boolean unsigned, int width, FpEnvironment env) {
    return Long.compareUnsigned(value, maximum(unsigned, width)) > 0
        ? saturated(false, unsigned, width, env)
        : value;
  }

  /** a + b of extended elements. */
  static long add(long a, long b, boolean unsigned, int width, FpEnvironment env) {
    long sum = a + b;
    if (width < 64) {
      return fit(sum, unsigned, width, env);
    }
    if (unsigned) {
      return Long.compareUnsigned(sum, a) < 0 ? saturated(false, true, width, env) : sum;
    }
    return ((a ^ sum) & (b ^ sum)) < 0 ? saturated(a < 0, false, width, env) : sum;
  }

  /** a - b of extended elements. */
  static long subtract(long a, long b, boolean unsigned, int width, FpEnvironment env) {
    long difference = a - b;
    if (width < 64) {
      return fit(difference, unsigned, width, env);
    }
    if (unsigned) {
      return Long.compareUnsigned(a, b) < 0 ? saturated(true, true, width, env) : difference;
    }
    return ((a ^ b) & (a ^ difference)) < 0 ? saturated(a < 0, false, width, env) : difference;
  }

  /**
   * SUQADD: a signed element plus an unsigned one; USQADD: an unsigned plus a signed. The second is
   * the mixed one.
   */
  static long addMixed(long a, long b, boolean unsigned, int width, FpEnvironment env) {
    long sum = a + b;
    if (width < 64) {
      return fit(sum, unsigned, width, env);
    }
    if (unsigned) {
      boolean wraps = b >= 0 ? Long.compareUnsigned(sum, a) < 0 : Long.compareUnsigned(sum, a) > 0;
      return wraps ? saturated(b < 0, true, width, env) : sum;
    }
    // a is at least -2^63 and b below 2^64: the sum overflows upwards or not at all.
    boolean overflows = a >= 0 ? (b | sum) < 0 : (b & sum) < 0;
    return overflows ? saturated(false, false, width, env) : sum;
  }

  /** 2 * a * b of signed elements of up to 32 bits, with twice their width. */
  static long doublingProduct(long a, long b, int width, FpEnvironment env) {
    long product = a * b;
    return add(product, product, false, 2 * width, env);
  }

  /** The high half of 2 * a * b, rounded if asked: SQDMULH, SQRDMULH. Elements of 16 or 32 bits. */
  static long doublingHighHalf(long a, long b, boolean rounding, int width, FpEnvironment env) {
    long product = a * b;
    // 2 * a * b + 2^(width - 1), shifted right by width, is a * b + 2^(width - 2) shifted by width
    // - 1.
    long rounded = rounding ? product + (1L << (width - 2)) : product;
    return fit(rounded >> (width - 1), false, width, env);
  }

  /**
   * SQRDMLAH, and SQRDMLSH when {@code negate}: accumulator plus or minus the rounded high half of
   * 2 * a * b.
   */
  static long accumulateHighHalf(
      long accumulator, long a, long b, boolean negate, int width, FpEnvironment env) {
    long product = negate ? -(a * b) : a * b;
    // The exact sum needs 65 bits for width 32 with the doubling; half of it does not.
    long half = (accumulator << (width - 1)) + product + (1L << (width - 2));
    return fit(half >> (width - 1), false, width, env);
  }
}
