package dev.ingot.emulator.fp;

/**
 * Reciprocal estimates and steps: Arm ARM FPRecipEstimate, FPRSqrtEstimate, FPRecpX,
 * FPRecipStepFused and their kin.
 */
final class FpEstimate {
  private FpEstimate() {}

  /** RecipEstimate: 9-bit estimate of 2^18 / (input + 1/2) for an input of 256..511. */
  private static int reciprocal(int input) {
    return ((1 << 19) / (input * 2 + 1) + 1) / 2;
  }

  /** RecipSqrtEstimate: 9-bit estimate of an inverse square root for an input of 128..511. */
  private static int reciprocalSquareRoot(int input) {
    int a = input < 256 ? input * 2 + 1 : ((input >> 1 << 1) + 1) * 2;
    int b = 512;
    while (a * (b + 1L) * (b + 1L) < 1L << 28) {
      b++;
    }
    return (b + 1) / 2;
  }

  /** URECPE on one 32-bit element. */
  static long unsignedReciprocal(long x) {
    return x >= 0x8000_0000L ? (long) reciprocal((int) (x >>> 23)) << 23 : 0xffff_ffffL;
  }

  /** URSQRTE on one 32-bit element. */
  static long unsignedReciprocalSquareRoot(long x) {
    return x >= 0x4000_0000L ? (long) reciprocalSquareRoot((int) (x >>> 23)) << 23 : 0xffff_ffffL;
  }

  /** FRECPE. */
  static long reciprocal(FpFormat format, long x, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    if (format.isNan(a)) {
      return FpNan.process(format, a, env);
    }
    boolean negative = format.isNegative(a);
    if (format.isInfinite(a)) {
      return format.zero(negative);
    }
    if (format.isZero(a)) {
      env.raise(FpEnvironment.DZC);
      return format.infinity(negative);
    }
    FpNumber number = FpNumber.unpack(format, a);
    // 1/x overflows below half of the smallest normal number (FPRecipEstimate: < 2^-128 and <
    // 2^-1024).
    if (number.exponent() < format.minExponent - 2) {
      env.raise(FpEnvironment.OFC | FpEnvironment.IXC);
      return env.rounding().overflowsToInfinity(negative)
          ? format.infinity(negative)
          : format.largest(negative);
    }
    // Above a quarter of the largest power of two the result would be subnormal.
    if (number.exponent() >= -format.minExponent && env.flushesToZero(format)) {
      env.raise(FpEnvironment.UFC);
      return format.zero(negative);
    }
    int estimate = reciprocal((int) (number.significand() >>> 55));
    // estimate is 1.8 fixed point of a number in [1, 2) scaled by 2^-(exponent + 1).
    FpEnvironment exactly = new FpEnvironment(0, 0);
    return FpNumber.ofInteger(negative, estimate, -8 - number.exponent() - 1)
        .round(format, exactly);
  }

  /** FRSQRTE. */
  static long reciprocalSquareRoot(FpFormat format, long x, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    if (format.isNan(a)) {
      return FpNan.process(format, a, env);
    }
    boolean negative = format.isNegative(a);
    if (format.isZero(a)) {
      env.raise(FpEnvironment.DZC);
      return format.infinity(negative);
    }
    if (negative) {
      return FpNan.invalid(format, env);
    }
    if (format.isInfinite(a)) {
      return 0;
    }
    FpNumber number = FpNumber.unpack(format, a);
    int odd = number.exponent() & 1;
    // x = f * 4^n with f in [1/4, 1): 128..255 stands for an even exponent, 256..511 for an odd
    // one.
    int input = (int) (number.significand() >>> (56 - odd));
    int estimate = reciprocalSquareRoot(input);
    int halfExponent = (number.exponent() + 1 + (1 - odd)) / 2;
    return FpNumber.ofInteger(false, estimate, -8 - halfExponent).round(format, env);
  }

  /** FRECPX: the exponent turned round, the fraction zero. */
  static long reciprocalExponent(FpFormat format, long x, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    if (format.isNan(a)) {
      return FpNan.process(format, a, env);
    }
    int biased = format.biasedExponent(a);
    int turned = biased == 0 ? format.maxBiasedExponent - 1 : ~biased & format.maxBiasedExponent;
    return (a & format.signBit) | (long) turned << format.fractionBits;
  }

  /** FRECPS: 2 - a * b. */
  static long reciprocalStep(FpFormat format, long a, long b, FpEnvironment env) {
    return step(format, a, b, format.powerOfTwo(false, 1), 0, env);
  }

  /** FRSQRTS: (3 - a * b) / 2. */
  static long reciprocalSquareRootStep(FpFormat format, long a, long b, FpEnvironment env) {
    long three = format.powerOfTwo(false, 1) | format.quietBit;
    return step(format, a, b, three, -1, env);
  }

  private static long step(
      FpFormat format, long x, long y, long addend, int scale, FpEnvironment env) {
    long a = FpNan.flush(format, format.negate(x), env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      return FpNan.process(format, a, b, env);
    }
    boolean zeroTimesInfinity =
        (format.isZero(a) && format.isInfinite(b)) || (format.isInfinite(a) && format.isZero(b));
    if (zeroTimesInfinity) {
      return scale == 0 ? addend : format.powerOfTwo(false, 0) | format.quietBit;
    }
    return SoftFloat.multiplyAdd(format, addend, a, b, scale, env);
  }
}
