package dev.ingot.emulator.fp;

/**
 * The arithmetic that instructions use: the host's, where {@link FpEnvironment#hostArithmetic}
 * allows it and the result is a normal number clear of the limits, else {@link SoftFloat}.
 */
final class FpUnit {
  private FpUnit() {}

  private static boolean isPlain(double result) {
    double magnitude = Math.abs(result);
    return magnitude >= 2 * Double.MIN_NORMAL && magnitude <= Double.MAX_VALUE;
  }

  private static boolean isPlain(float result) {
    float magnitude = Math.abs(result);
    return magnitude >= 2 * Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
  }

  private static double asDouble(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static float asFloat(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value) & FpFormat.SINGLE.mask;
  }

  static long add(FpFormat format, long a, long b, FpEnvironment env) {
    if (env.hostArithmetic()) {
      if (format == FpFormat.DOUBLE) {
        double sum = asDouble(a) + asDouble(b);
        if (isPlain(sum)) {
          return bits(sum);
        }
      } else if (format == FpFormat.SINGLE) {
        float sum = asFloat(a) + asFloat(b);
        if (isPlain(sum)) {
          return bits(sum);
        }
      }
    }
    return SoftFloat.add(format, a, b, env);
  }

  static long subtract(FpFormat format, long a, long b, FpEnvironment env) {
    if (env.hostArithmetic()) {
      if (format == FpFormat.DOUBLE) {
        double difference = asDouble(a) - asDouble(b);
        if (isPlain(difference)) {
          return bits(difference);
        }
      } else if (format == FpFormat.SINGLE) {
        float difference = asFloat(a) - asFloat(b);
        if (isPlain(difference)) {
          return bits(difference);
        }
      }
    }
    return SoftFloat.subtract(format, a, b, env);
  }

  static long multiply(FpFormat format, long a, long b, FpEnvironment env) {
    if (env.hostArithmetic()) {
      if (format == FpFormat.DOUBLE) {
        double product = asDouble(a) * asDouble(b);
        if (isPlain(product)) {
          return bits(product);
        }
      } else if (format == FpFormat.SINGLE) {
        float product = asFloat(a) * asFloat(b);
        if (isPlain(product)) {
          return bits(product);
        }
      }
    }
    return SoftFloat.multiply(format, a, b, env);
  }

  static long divide(FpFormat format, long a, long b, FpEnvironment env) {
    if (env.hostArithmetic() && !format.isZero(b)) {
      if (format == FpFormat.DOUBLE) {
        double quotient = asDouble(a) / asDouble(b);
        if (isPlain(quotient)) {
          return bits(quotient);
        }
      } else if (format == FpFormat.SINGLE) {
        float quotient = asFloat(a) / asFloat(b);
        if (isPlain(quotient)) {
          return bits(quotient);
        }
      }
    }
    return SoftFloat.divide(format, a, b, env);
  }

  static long squareRoot(FpFormat format, long a, FpEnvironment env) {
    if (env.hostArithmetic()) {
      if (format == FpFormat.DOUBLE) {
        double root = Math.sqrt(asDouble(a));
        if (isPlain(root)) {
          return bits(root);
        }
      } else if (format == FpFormat.SINGLE) {
        // A double root rounded to float is the correctly rounded float root: 53 >= 2 * 24 + 2
        // bits.
        float root = (float) Math.sqrt(asFloat(a));
        if (isPlain(root)) {
          return bits(root);
        }
      }
    }
    return SoftFloat.squareRoot(format, a, env);
  }

  /** addend + a * b with one rounding. */
  static long multiplyAdd(FpFormat format, long addend, long a, long b, FpEnvironment env) {
    if (env.hostArithmetic()) {
      if (format == FpFormat.DOUBLE) {
        double sum = Math.fma(asDouble(a), asDouble(b), asDouble(addend));
        if (isPlain(sum)) {
          return bits(sum);
        }
      } else if (format == FpFormat.SINGLE) {
        float sum = Math.fma(asFloat(a), asFloat(b), asFloat(addend));
        if (isPlain(sum)) {
          return bits(sum);
        }
      }
    }
    return SoftFloat.multiplyAdd(format, addend, a, b, env);
  }
}
