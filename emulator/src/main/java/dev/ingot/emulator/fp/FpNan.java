package dev.ingot.emulator.fp;

/** How NaNs pass through an operation: Arm ARM shared/functions/float/fpprocessnan. */
final class FpNan {
  private FpNan() {}

  static long invalid(FpFormat format, FpEnvironment env) {
    env.raise(FpEnvironment.IOC);
    return format.defaultNan;
  }

  /** FPProcessNaN: the quieted NaN, or the default one when FPCR.DN says so. */
  static long process(FpFormat format, long nan, FpEnvironment env) {
    if (format.isSignallingNan(nan)) {
      env.raise(FpEnvironment.IOC);
    }
    return env.defaultNan() ? format.defaultNan : (nan & format.mask) | format.quietBit;
  }

  /**
   * FPProcessNaNs: a signalling operand wins over a quiet one, the first over the second. One must
   * be a NaN.
   */
  static long process(FpFormat format, long a, long b, FpEnvironment env) {
    boolean first = format.isSignallingNan(a) || (format.isNan(a) && !format.isSignallingNan(b));
    return process(format, first ? a : b, env);
  }

  /** FPProcessNaNs3. One of the three must be a NaN. */
  static long process(FpFormat format, long a, long b, long c, FpEnvironment env) {
    if (format.isSignallingNan(a)) {
      return process(format, a, env);
    }
    if (format.isSignallingNan(b) || format.isSignallingNan(c)) {
      return process(format, b, c, env);
    }
    return format.isNan(a) ? process(format, a, env) : process(format, b, c, env);
  }

  /**
   * The operand as FPUnpack sees it: a subnormal becomes a zero of its sign, with IDC, when FPCR
   * asks for it (never in half precision: FZ16 flushes without a flag).
   */
  static long flush(FpFormat format, long bits, FpEnvironment env) {
    if (env.flushesToZero(format) && format.isSubnormal(bits)) {
      if (format != FpFormat.HALF) {
        env.raise(FpEnvironment.IDC);
      }
      return bits & format.signBit;
    }
    return bits;
  }
}
