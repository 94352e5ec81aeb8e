package dev.ingot.emulator.fp;

/**
 * Shifts of one element by a register or an immediate. Values are extended to 64 bits as their
 * signedness says.
 */
final class ElementShift {
  private ElementShift() {}

  /**
   * A shift as SSHL and its kin do it: left by a positive amount, right by a negative one.
   *
   * @param amount -128 to 127
   * @param saturating whether a left shift saturates (and raises QC) rather than drops bits
   * @param width of the element in bits
   */
  static long byRegister(
      long value,
      int amount,
      boolean unsigned,
      boolean rounding,
      boolean saturating,
      int width,
      FpEnvironment env) {
    if (amount < 0) {
      return right(value, -amount, unsigned, rounding);
    }
    if (saturating) {
      return leftSaturating(value, amount, unsigned, width, env);
    }
    return amount > 63 ? 0 : value << amount;
  }

  /** A right shift by 1 to 128; rounding adds half of the last place first. */
  static long right(long value, int amount, boolean unsigned, boolean rounding) {
    if (amount > 64) {
      return unsigned || rounding ? 0 : value >> 63;
    }
    if (amount == 64) {
      return unsigned ? (rounding ? value >>> 63 : 0) : rounding ? 0 : value >> 63;
    }
    long shifted = unsigned ? value >>> amount : value >> amount;
    return rounding ? shifted + (value >>> (amount - 1) & 1) : shifted;
  }

  /** A left shift by 0 to 127 that saturates. */
  static long leftSaturating(
      long value, int amount, boolean unsigned, int width, FpEnvironment env) {
    if (value == 0) {
      return 0;
    }
    boolean negative = !unsigned && value < 0;
    int room = negative ? Long.numberOfLeadingZeros(~value) : Long.numberOfLeadingZeros(value);
    int used = 64 - room;
    if (used + amount > (unsigned ? width : width - 1)) {
      env.raise(FpEnvironment.QC);
      return negative ? Saturation.minimum(false, width) : Saturation.maximum(unsigned, width);
    }
    return value << amount;
  }
}
