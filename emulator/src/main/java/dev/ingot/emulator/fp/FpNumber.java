package dev.ingot.emulator.fp;

/**
 * A finite number other than zero, taken apart: (-1)^negative * significand * 2^(exponent - 63),
 * with bit 63 of the unsigned significand set. Bit 0 of a significand also stands for everything
 * that was cut off below it.
 */
record FpNumber(boolean negative, int exponent, long significand) {

  /** Takes a finite number other than zero apart. */
  static FpNumber unpack(FpFormat format, long bits) {
    long fraction = bits & format.fractionMask;
    int biased = format.biasedExponent(bits);
    if (biased != 0) {
      return new FpNumber(
          format.isNegative(bits),
          biased + format.minExponent - 1,
          (fraction | format.fractionMask + 1) << (64 - format.precision));
    }
    int leading = Long.numberOfLeadingZeros(fraction);
    return new FpNumber(
        format.isNegative(bits),
        format.minExponent + 64 - format.precision - leading,
        fraction << leading);
  }

  /** The number {@code magnitude * 2^scale}, where the unsigned magnitude is not zero. */
  static FpNumber ofInteger(boolean negative, long magnitude, int scale) {
    int leading = Long.numberOfLeadingZeros(magnitude);
    return new FpNumber(negative, 63 - leading + scale, magnitude << leading);
  }

  long round(FpFormat format, FpEnvironment env) {
    return round(format, env.rounding(), env);
  }

  /**
   * Arm ARM FPRound: the nearest value of the format, with OFC, UFC and IXC. Underflow is detected
   * before rounding.
   */
  long round(FpFormat format, FpRounding rounding, FpEnvironment env) {
    if (exponent < format.minExponent && env.flushesToZero(format)) {
      env.raise(FpEnvironment.UFC);
      return format.zero(negative);
    }
    return roundUnflushed(format, rounding, env, false);
  }

  /** Arm ARM FPRoundCV to half precision: FZ16 has no say, and the alternative format saturates. */
  long roundToHalf(FpEnvironment env) {
    return roundUnflushed(FpFormat.HALF, env.rounding(), env, env.alternativeHalf());
  }

  private long roundUnflushed(
      FpFormat format, FpRounding rounding, FpEnvironment env, boolean alternative) {
    boolean tiny = exponent < format.minExponent;
    long wide = tiny ? shiftRightJamming(significand, format.minExponent - exponent) : significand;
    int biased = tiny ? 0 : exponent - format.minExponent + 1;
    long kept = wide >>> (64 - format.precision);
    long rest = wide << format.precision;
    if (tiny && rest != 0) {
      env.raise(FpEnvironment.UFC);
    }
    if (rounding.increments(negative, kept, rest)) {
      kept++;
    }
    // The implicit bit of kept, and a carry out of it, add one to the exponent field of a number
    // packed from biased - 1.
    long packed = kept + ((long) Math.max(biased - 1, 0) << format.fractionBits);
    if (alternative) {
      if (packed > (format.mask >>> 1)) {
        env.raise(FpEnvironment.IOC);
        return format.mask >>> 1 | format.zero(negative);
      }
    } else if (packed >= format.infinity || biased >= format.maxBiasedExponent) {
      env.raise(FpEnvironment.OFC | FpEnvironment.IXC);
      return rounding.overflowsToInfinity(negative)
          ? format.infinity(negative)
          : format.largest(negative);
    }
    if (rest != 0) {
      env.raise(FpEnvironment.IXC);
    }
    return packed | format.zero(negative);
  }

  /** An unsigned shift that leaves a one in bit 0 when it cuts a one off. */
  static long shiftRightJamming(long value, int distance) {
    if (distance == 0) {
      return value;
    }
    if (distance > 63) {
      return value != 0 ? 1 : 0;
    }
    return value >>> distance | ((value << (64 - distance)) != 0 ? 1 : 0);
  }
}
