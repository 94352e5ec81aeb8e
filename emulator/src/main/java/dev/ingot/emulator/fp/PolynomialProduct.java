package dev.ingot.emulator.fp;

/**
 * Multiplication of polynomials over {0, 1}: carry-less multiplication (Arm ARM PolynomialMult).
 */
final class PolynomialProduct {
  private PolynomialProduct() {}

  /** The 15-bit product of two bytes. */
  static long of8(long a, long b) {
    return low64(a & 0xff, b & 0xff);
  }

  /** Bits 63:0 of the product. */
  static long low64(long a, long b) {
    long result = 0;
    for (long rest = b; rest != 0; rest &= rest - 1) {
      result ^= a << Long.numberOfTrailingZeros(rest);
    }
    return result;
  }

  /** Bits 127:64 of the product. */
  static long high64(long a, long b) {
    long result = 0;
    for (long rest = b & ~1; rest != 0; rest &= rest - 1) {
      result ^= a >>> (64 - Long.numberOfTrailingZeros(rest));
    }
    return result;
  }
}
