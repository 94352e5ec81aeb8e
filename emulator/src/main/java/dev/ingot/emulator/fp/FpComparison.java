package dev.ingot.emulator.fp;

/**
 * Comparisons, maxima and minima: Arm ARM FPCompare, FPCompareEQ/GE/GT, FPMax, FPMin, FPMaxNum,
 * FPMinNum.
 */
final class FpComparison {
  /** The condition flags N, Z, C, V that FPCompare gives. */
  static final int LESS = 0b1000;

  static final int EQUAL = 0b0110;
  static final int GREATER = 0b0010;
  static final int UNORDERED = 0b0011;

  private FpComparison() {}

  /**
   * FPCompare.
   *
   * @param signalQuiet whether a quiet NaN is invalid too, as for FCMPE
   * @return {@link #LESS}, {@link #EQUAL}, {@link #GREATER} or {@link #UNORDERED}
   */
  static int compare(FpFormat format, long x, long y, boolean signalQuiet, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      if (signalQuiet || format.isSignallingNan(a) || format.isSignallingNan(b)) {
        env.raise(FpEnvironment.IOC);
      }
      return UNORDERED;
    }
    int order = Long.compare(ordered(format, a), ordered(format, b));
    return order < 0 ? LESS : order > 0 ? GREATER : EQUAL;
  }

  /** The magnitude with its sign: monotonic in the value, and equal for both zeros. */
  private static long ordered(FpFormat format, long bits) {
    return format.isNegative(bits) ? -format.magnitude(bits) : format.magnitude(bits);
  }

  /**
   * FPMax, or FPMin when {@code minimum}. A zero result is positive for a maximum if either zero
   * is.
   */
  static long extreme(FpFormat format, long x, long y, boolean minimum, FpEnvironment env) {
    long a = FpNan.flush(format, x, env);
    long b = FpNan.flush(format, y, env);
    if (format.isNan(a) || format.isNan(b)) {
      return FpNan.process(format, a, b, env);
    }
    if (format.isZero(a) && format.isZero(b)) {
      return minimum ? a | b : a & b;
    }
    boolean firstIsGreater = ordered(format, a) > ordered(format, b);
    return firstIsGreater != minimum ? a : b;
  }

  /** FPMaxNum, or FPMinNum when {@code minimum}: a number wins over a quiet NaN. */
  static long extremeNumber(FpFormat format, long a, long b, boolean minimum, FpEnvironment env) {
    boolean quietA = format.isNan(a) && !format.isSignallingNan(a);
    boolean quietB = format.isNan(b) && !format.isSignallingNan(b);
    long loser = format.infinity(!minimum);
    return extreme(
        format, quietA && !quietB ? loser : a, quietB && !quietA ? loser : b, minimum, env);
  }
}
