package dev.ingot.emulator.fp;

/**
 * Conversions between formats and to and from integers: Arm ARM FPConvert, FPToFixed, FixedToFP,
 * FPRoundInt.
 */
final class FpConversion {
  private static final long TWO_TO_THE_31 = 1L << 31;

  private FpConversion() {}

  /** FPConvert, rounded as FPCR says. */
  static long convert(FpFormat from, FpFormat to, long x, FpEnvironment env) {
    return convert(from, to, x, env.rounding(), env);
  }

  /** FPConvert. */
  static long convert(FpFormat from, FpFormat to, long x, FpRounding rounding, FpEnvironment env) {
    boolean fromAlternative = from == FpFormat.HALF && env.alternativeHalf();
    boolean toAlternative = to == FpFormat.HALF && env.alternativeHalf();
    // FZ16 has no say in conversions.
    long a = from == FpFormat.HALF ? x & from.mask : FpNan.flush(from, x & from.mask, env);
    boolean negative = from.isNegative(a);
    if (from.isZero(a)) {
      return to.zero(negative);
    }
    if (!fromAlternative) {
      if (from.isNan(a)) {
        return convertNan(from, to, a, env);
      }
      if (from.isInfinite(a)) {
        if (toAlternative) {
          env.raise(FpEnvironment.IOC);
          return to.zero(negative) | to.mask >>> 1;
        }
        return to.infinity(negative);
      }
    }
    FpNumber number = FpNumber.unpack(from, a);
    return to == FpFormat.HALF ? number.roundToHalf(env) : number.round(to, rounding, env);
  }

  /** FPConvertNaN: the payload keeps its most significant bits. */
  private static long convertNan(FpFormat from, FpFormat to, long nan, FpEnvironment env) {
    boolean toAlternative = to == FpFormat.HALF && env.alternativeHalf();
    if (from.isSignallingNan(nan) || toAlternative) {
      env.raise(FpEnvironment.IOC);
    }
    if (toAlternative) {
      return to.zero(from.isNegative(nan));
    }
    if (env.defaultNan()) {
      return to.defaultNan;
    }
    int widening = to.fractionBits - from.fractionBits;
    long fraction = nan & from.fractionMask;
    long payload = widening >= 0 ? fraction << widening : fraction >>> -widening;
    return to.infinity(from.isNegative(nan)) | to.quietBit | payload;
  }

  /**
   * FPToFixed with saturation.
   *
   * @param fractionBits the binary point of the result
   * @param width of the result in bits, 16 to 64
   * @return the result in the low {@code width} bits, zero extended
   */
  static long toFixed(
      FpFormat format,
      long x,
      int fractionBits,
      boolean unsigned,
      int width,
      FpRounding rounding,
      FpEnvironment env) {
    long a = FpNan.flush(format, x & format.mask, env);
    long mask = -1L >>> (64 - width);
    if (format.isNan(a)) {
      env.raise(FpEnvironment.IOC);
      return 0;
    }
    boolean negative = format.isNegative(a);
    if (format.isZero(a)) {
      return 0;
    }
    long limit = unsigned ? (negative ? 0 : mask) : negative ? mask - (mask >>> 1) : mask >>> 1;
    long saturated = negative ? -limit & mask : limit;
    if (format.isInfinite(a)) {
      env.raise(FpEnvironment.IOC);
      return saturated;
    }
    FpNumber number = FpNumber.unpack(format, a);
    int exponent = number.exponent() + fractionBits;
    if (exponent > 63) {
      env.raise(FpEnvironment.IOC);
      return saturated;
    }
    long kept = integerPart(number.significand(), exponent);
    long rest = fractionPart(number.significand(), exponent);
    boolean increments = rounding.increments(negative, kept, rest);
    boolean wraps = increments && kept == -1L;
    long magnitude = increments ? kept + 1 : kept;
    if (wraps || Long.compareUnsigned(magnitude, limit) > 0) {
      env.raise(FpEnvironment.IOC);
      return saturated;
    }
    if (rest != 0) {
      env.raise(FpEnvironment.IXC);
    }
    return (negative ? -magnitude : magnitude) & mask;
  }

  /** The integer below significand * 2^(exponent - 63); the exponent is at most 63. */
  private static long integerPart(long significand, int exponent) {
    return exponent < 0 ? 0 : significand >>> (63 - exponent);
  }

  /** What {@link #integerPart} leaves, as a fraction of 2^64. */
  private static long fractionPart(long significand, int exponent) {
    if (exponent < 0) {
      return FpNumber.shiftRightJamming(significand, -1 - exponent);
    }
    return exponent == 63 ? 0 : significand << (exponent + 1);
  }

  /**
   * FPToFixedJS: the integer part modulo 2^32, as JavaScript wants it.
   *
   * @return the result in bits 31:0; bit 32 is set when it is exact and the operand is not -0
   */
  static long toJavaScriptInteger(long x, FpEnvironment env) {
    FpFormat format = FpFormat.DOUBLE;
    long a = FpNan.flush(format, x, env);
    if (format.isNan(a) || format.isInfinite(a)) {
      env.raise(FpEnvironment.IOC);
      return 0;
    }
    if (format.isZero(a)) {
      // -0 is no integer to JavaScript.
      return a == 0 ? 1L << 32 : 0;
    }
    FpNumber number = FpNumber.unpack(format, a);
    int exponent = number.exponent();
    long magnitude =
        exponent <= 63
            ? integerPart(number.significand(), exponent)
            : exponent - 63 > 31 ? 0 : number.significand() << (exponent - 63);
    boolean inexact = exponent < 63 && fractionPart(number.significand(), exponent) != 0;
    boolean fits =
        exponent < 63
            && Long.compareUnsigned(
                    magnitude, number.negative() ? TWO_TO_THE_31 : TWO_TO_THE_31 - 1)
                <= 0;
    if (!fits) {
      env.raise(FpEnvironment.IOC);
    } else if (inexact) {
      env.raise(FpEnvironment.IXC);
    }
    long result = (number.negative() ? -magnitude : magnitude) & 0xffffffffL;
    return result | (fits && !inexact ? 1L << 32 : 0);
  }

  /** FixedToFP: {@code value * 2^-fractionBits}; the value is sign or zero extended to 64 bits. */
  static long fromFixed(
      FpFormat format, long value, int fractionBits, boolean unsigned, FpEnvironment env) {
    if (value == 0) {
      return 0;
    }
    boolean negative = !unsigned && value < 0;
    return FpNumber.ofInteger(negative, negative ? -value : value, -fractionBits)
        .round(format, env);
  }

  /**
   * FPRoundInt.
   *
   * @param exact whether a changed value raises IXC, as for FRINTX
   */
  static long roundToIntegral(
      FpFormat format, long x, FpRounding rounding, boolean exact, FpEnvironment env) {
    long a = FpNan.flush(format, x & format.mask, env);
    if (format.isNan(a)) {
      return FpNan.process(format, a, env);
    }
    if (format.isZero(a) || format.isInfinite(a)) {
      return a;
    }
    FpNumber number = FpNumber.unpack(format, a);
    if (number.exponent() >= format.fractionBits) {
      return a;
    }
    boolean negative = number.negative();
    long kept = integerPart(number.significand(), number.exponent());
    long rest = fractionPart(number.significand(), number.exponent());
    if (exact && rest != 0) {
      env.raise(FpEnvironment.IXC);
    }
    long magnitude = rounding.increments(negative, kept, rest) ? kept + 1 : kept;
    return magnitude == 0
        ? format.zero(negative)
        : FpNumber.ofInteger(negative, magnitude, 0).round(format, env);
  }

  /**
   * FPRoundIntN: as FRINTX or FRINTZ, but what does not fit a signed integer of {@code width} bits
   * becomes its minimum.
   */
  static long roundToWidth(
      FpFormat format, long x, FpRounding rounding, int width, FpEnvironment env) {
    long a = FpNan.flush(format, x & format.mask, env);
    long outOfRange = format.powerOfTwo(true, width - 1);
    if (format.isNan(a) || format.isInfinite(a)) {
      env.raise(FpEnvironment.IOC);
      return outOfRange;
    }
    FpEnvironment trial = new FpEnvironment(0, 0);
    long rounded = roundToIntegral(format, a, rounding, true, trial);
    if (format.magnitude(rounded) >= format.powerOfTwo(false, width - 1) && rounded != outOfRange) {
      env.raise(FpEnvironment.IOC);
      return outOfRange;
    }
    env.raise(trial.raised());
    return rounded;
  }
}
