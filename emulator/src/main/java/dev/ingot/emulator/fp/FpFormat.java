package dev.ingot.emulator.fp;

/**
 * The IEEE 754 binary interchange formats of A64, with their field masks. Values travel as raw bits
 * in a long.
 */
enum FpFormat {
  HALF(5, 10),
  SINGLE(8, 23),
  DOUBLE(11, 52);

  /** Width of the fraction field in bits. */
  final int fractionBits;

  /** Bits of a normalised significand, the implicit leading one included. */
  final int precision;

  /** The largest value of the exponent field; it encodes infinities and NaNs. */
  final int maxBiasedExponent;

  /** Exponent of the smallest normal number: 1 - bias. */
  final int minExponent;

  final long mask;
  final long signBit;
  final long fractionMask;
  final long quietBit;
  final long infinity;
  final long defaultNan;

  FpFormat(int exponentBits, int fractionBits) {
    this.fractionBits = fractionBits;
    precision = fractionBits + 1;
    maxBiasedExponent = (1 << exponentBits) - 1;
    minExponent = 2 - (1 << (exponentBits - 1));
    signBit = 1L << (exponentBits + fractionBits);
    mask = signBit | (signBit - 1);
    fractionMask = (1L << fractionBits) - 1;
    quietBit = 1L << (fractionBits - 1);
    infinity = (long) maxBiasedExponent << fractionBits;
    defaultNan = infinity | quietBit;
  }

  /** The format of a vector element of {@code 1 << log2Bytes} bytes; log2Bytes is 1, 2 or 3. */
  static FpFormat ofElement(int log2Bytes) {
    return switch (log2Bytes) {
      case 1 -> HALF;
      case 2 -> SINGLE;
      case 3 -> DOUBLE;
      default -> throw new IllegalArgumentException("no format of " + (1 << log2Bytes) + " bytes");
    };
  }

  /** Single or double, as the low bit of the ptype and sz fields chooses. */
  static FpFormat singleOrDouble(int sz) {
    return (sz & 1) == 0 ? SINGLE : DOUBLE;
  }

  boolean isNegative(long bits) {
    return (bits & signBit) != 0;
  }

  long magnitude(long bits) {
    return bits & ~signBit & mask;
  }

  int biasedExponent(long bits) {
    return (int) (bits >>> fractionBits) & maxBiasedExponent;
  }

  boolean isNan(long bits) {
    return magnitude(bits) > infinity;
  }

  boolean isSignallingNan(long bits) {
    return isNan(bits) && (bits & quietBit) == 0;
  }

  boolean isInfinite(long bits) {
    return magnitude(bits) == infinity;
  }

  boolean isZero(long bits) {
    return magnitude(bits) == 0;
  }

  boolean isSubnormal(long bits) {
    return biasedExponent(bits) == 0 && (bits & fractionMask) != 0;
  }

  long negate(long bits) {
    return (bits ^ signBit) & mask;
  }

  long zero(boolean negative) {
    return negative ? signBit : 0;
  }

  long infinity(boolean negative) {
    return negative ? signBit | infinity : infinity;
  }

  /** The finite number of the largest magnitude. */
  long largest(boolean negative) {
    return infinity(negative) - 1;
  }

  /** Plus or minus 2 to the power {@code exponent}, which must be a normal exponent. */
  long powerOfTwo(boolean negative, int exponent) {
    return zero(negative) | (long) (exponent - minExponent + 1) << fractionBits;
  }
}
