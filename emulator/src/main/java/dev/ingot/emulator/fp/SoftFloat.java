package dev.ingot.emulator.fp;

/**
 * The exact arithmetic of A64 in integers: every rounding mode, NaN and flag as in the Arm ARM's
 * shared pseudocode (shared/functions/float). Operands and results are raw bits of the format.
 * {@link FpUnit} goes round it where it can.
 */
final class SoftFloat {
  private SoftFloat() {}

  /** FPAdd. */
  static long add(FpFormat format, long x, long y, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      return FpNan.process(format, a, b, env);
    }
    if (format.isInfinite(a)) {
      return format.isInfinite(b) && a != b ? FpNan.invalid(format, env) : a;
    }
    if (format.isInfinite(b)) {
      return b;
    }
    if (format.isZero(a) && format.isZero(b)) {
      return a == b ? a : cancelled(format, env);
    }
    if (format.isZero(a) || format.isZero(b)) {
      return FpNumber.unpack(format, format.isZero(a) ? b : a).round(format, env);
    }
    return sum(
        format,
        WideNumber.of(FpNumber.unpack(format, a)),
        WideNumber.of(FpNumber.unpack(format, b)),
        0,
        env);
  }

  /** FPSub. */
  static long subtract(FpFormat format, long a, long b, FpEnvironment env) {
    // Not add(a, -b): a NaN keeps its sign.
    return add(format, a, format.isNan(b) ? b : format.negate(b), env);
  }

  /** FPMul. */
  static long multiply(FpFormat format, long x, long y, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      return FpNan.process(format, a, b, env);
    }
    return multiplyNumbers(format, a, b, env);
  }

  private static long multiplyNumbers(FpFormat format, long a, long b, FpEnvironment env) {
    boolean negative = format.isNegative(a ^ b);
    boolean infinite = format.isInfinite(a) || format.isInfinite(b);
    if (format.isZero(a) || format.isZero(b)) {
      return infinite ? FpNan.invalid(format, env) : format.zero(negative);
    }
    if (infinite) {
      return format.infinity(negative);
    }
    return WideNumber.product(FpNumber.unpack(format, a), FpNumber.unpack(format, b))
        .narrow(0)
        .round(format, env);
  }

  /** FPMulX: as FPMul, but zero times infinity is two. */
  static long multiplyExtended(FpFormat format, long x, long y, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      return FpNan.process(format, a, b, env);
    }
    return isZeroTimesInfinity(format, a, b)
        ? format.powerOfTwo(format.isNegative(a ^ b), 1)
        : multiplyNumbers(format, a, b, env);
  }

  private static boolean isZeroTimesInfinity(FpFormat format, long a, long b) {
    return format.isZero(a) ? format.isInfinite(b) : format.isInfinite(a) && format.isZero(b);
  }

  /** FPDiv. */
  static long divide(FpFormat format, long x, long y, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      return FpNan.process(format, a, b, env);
    }
    boolean negative = format.isNegative(a ^ b);
    if (format.isInfinite(a)) {
      return format.isInfinite(b) ? FpNan.invalid(format, env) : format.infinity(negative);
    }
    if (format.isInfinite(b)) {
      return format.zero(negative);
    }
    if (format.isZero(b)) {
      if (format.isZero(a)) {
        return FpNan.invalid(format, env);
      }
      env.raise(FpEnvironment.DZC);
      return format.infinity(negative);
    }
    if (format.isZero(a)) {
      return format.zero(negative);
    }
    return quotient(FpNumber.unpack(format, a), FpNumber.unpack(format, b)).round(format, env);
  }

  /** Schoolbook division, a bit a step: 63 quotient bits and a sticky one. */
  private static FpNumber quotient(FpNumber a, FpNumber b) {
    long divisor = b.significand() >>> 1;
    long remainder = a.significand() >>> 1;
    int exponent = a.exponent() - b.exponent();
    if (Long.compareUnsigned(remainder, divisor) < 0) {
      remainder <<= 1;
      exponent--;
    }
    long quotient = 0;
    for (int bit = 63; bit > 0; bit--) {
      if (Long.compareUnsigned(remainder, divisor) >= 0) {
        remainder -= divisor;
        quotient |= 1L << bit;
      }
      remainder <<= 1;
    }
    return new FpNumber(
        a.negative() != b.negative(), exponent, quotient | (remainder != 0 ? 1 : 0));
  }

  /** FPSqrt. */
  static long squareRoot(FpFormat format, long x, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    if (format.isNan(a)) {
      return FpNan.process(format, a, env);
    }
    if (format.isZero(a)) {
      return a;
    }
    if (format.isNegative(a)) {
      return FpNan.invalid(format, env);
    }
    return format.isInfinite(a) ? a : root(FpNumber.unpack(format, a)).round(format, env);
  }

  /**
   * Schoolbook square root, two digits of the radicand a step: 60 bits of root and a sticky one.
   */
  private static FpNumber root(FpNumber a) {
    // a = radicand * 2^-62 * 2^(exponent - odd), both powers even; a significand's low bits are
    // zero.
    int odd = a.exponent() & 1;
    long radicand = a.significand() >>> (1 - odd);
    long root = 0;
    long remainder = 0;
    for (int step = 0; step < 60; step++) {
      int shift = 62 - 2 * step;
      long digits = shift >= 0 ? radicand >>> shift & 3 : 0;
      remainder = remainder << 2 | digits;
      long trial = root << 2 | 1;
      root <<= 1;
      if (Long.compareUnsigned(remainder, trial) >= 0) {
        remainder -= trial;
        root |= 1;
      }
    }
    // 32 steps give the integer root of the radicand, 28 more its fraction, and the sticky bit one
    // place more.
    int scale = (a.exponent() - odd) / 2 - 31 - 28 - 1;
    return FpNumber.ofInteger(false, root << 1 | (remainder != 0 ? 1 : 0), scale);
  }

  /** FPMulAdd: addend + x * y with one rounding. */
  static long multiplyAdd(FpFormat format, long addend, long x, long y, FpEnvironment env) {
    return multiplyAdd(format, addend, x, y, 0, env);
  }

  /** (addend + x * y) * 2^scale with one rounding; FRSQRTS halves its sum before it rounds. */
  static long multiplyAdd(
      FpFormat format, long addend, long x, long y, int scale, FpEnvironment env) {
    long c = FpNan.flush(format, addend, env);
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    boolean invalidProduct = isZeroTimesInfinity(format, a, b);
    if (format.isNan(c) || format.isNan(a) || format.isNan(b)) {
      long nan = FpNan.process(format, c, a, b, env);
      boolean quietAddend = format.isNan(c) && !format.isSignallingNan(c);
      return quietAddend && invalidProduct ? FpNan.invalid(format, env) : nan;
    }
    boolean negative = format.isNegative(a ^ b);
    boolean infiniteProduct = format.isInfinite(a) || format.isInfinite(b);
    if (invalidProduct
        || (infiniteProduct && format.isInfinite(c) && negative != format.isNegative(c))) {
      return FpNan.invalid(format, env);
    }
    if (infiniteProduct) {
      return format.infinity(negative);
    }
    if (format.isInfinite(c)) {
      return c;
    }
    if (format.isZero(a) || format.isZero(b)) {
      if (format.isZero(c)) {
        return format.isNegative(c) == negative ? c : cancelled(format, env);
      }
      FpNumber number = FpNumber.unpack(format, c);
      return new FpNumber(number.negative(), number.exponent() + scale, number.significand())
          .round(format, env);
    }
    WideNumber product = WideNumber.product(FpNumber.unpack(format, a), FpNumber.unpack(format, b));
    return format.isZero(c)
        ? product.narrow(scale).round(format, env)
        : sum(format, WideNumber.of(FpNumber.unpack(format, c)), product, scale, env);
  }

  private static long sum(
      FpFormat format, WideNumber a, WideNumber b, int scale, FpEnvironment env) {
    FpNumber exact = WideNumber.sum(a, b, scale);
    return exact == null ? cancelled(format, env) : exact.round(format, env);
  }

  /** The zero that x - x gives: positive, except when rounding towards minus infinity. */
  private static long cancelled(FpFormat format, FpEnvironment env) {
    return format.zero(env.rounding() == FpRounding.TOWARDS_MINUS_INFINITY);
  }
}
