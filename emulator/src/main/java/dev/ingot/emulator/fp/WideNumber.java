package dev.ingot.emulator.fp;

/**
 * A number with a significand of 128 bits, wide enough for an exact product: (-1)^negative *
 * (high:low) * 2^(exponent - 125), with bit 125 or 126 set, so that a sum has room above and a
 * subtraction loses no bit that counts.
 */
record WideNumber(boolean negative, int exponent, long high, long low) {

  static WideNumber of(FpNumber number) {
    return new WideNumber(
        number.negative(),
        number.exponent(),
        number.significand() >>> 2,
        number.significand() << 62);
  }

  /** The exact product. */
  static WideNumber product(FpNumber a, FpNumber b) {
    long high = Math.unsignedMultiplyHigh(a.significand(), b.significand());
    long low = a.significand() * b.significand();
    // 126 fraction bits before, 125 after the shift by one; the significands have zeros below, so
    // nothing is cut off.
    return new WideNumber(
        a.negative() != b.negative(),
        a.exponent() + b.exponent(),
        high >>> 1,
        low >>> 1 | high << 63);
  }

  /**
   * The sum times 2^scale, with what does not fit jammed into its lowest bit; null when it is
   * exactly zero.
   */
  static FpNumber sum(WideNumber a, WideNumber b, int scale) {
    boolean aIsLarger =
        a.exponent != b.exponent ? a.exponent > b.exponent : a.compareSignificand(b) >= 0;
    WideNumber large = aIsLarger ? a : b;
    WideNumber small = (aIsLarger ? b : a).shiftRightJamming(Math.abs(a.exponent - b.exponent));
    long low;
    long high;
    boolean negative = large.negative;
    if (large.negative == small.negative) {
      low = large.low + small.low;
      high = large.high + small.high + (Long.compareUnsigned(low, small.low) < 0 ? 1 : 0);
    } else {
      low = large.low - small.low;
      high = large.high - small.high - (Long.compareUnsigned(large.low, small.low) < 0 ? 1 : 0);
      if (high < 0) {
        // A product may have bit 126 set, so the one with the larger exponent need not be the
        // larger.
        negative = !negative;
        high = low == 0 ? -high : ~high;
        low = -low;
      }
    }
    return (high | low) == 0
        ? null
        : new WideNumber(negative, large.exponent, high, low).narrow(scale);
  }

  /**
   * The same number times 2^scale with 64 bits of significand, the rest jammed. The significand
   * must not be zero.
   */
  FpNumber narrow(int scale) {
    int leading = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
    long top =
        leading >= 64
            ? low << (leading - 64)
            : leading == 0 ? high : high << leading | low >>> (64 - leading);
    long rest = leading >= 64 ? 0 : low << leading;
    return new FpNumber(negative, exponent + 2 - leading + scale, top | (rest != 0 ? 1 : 0));
  }

  private int compareSignificand(WideNumber other) {
    return high != other.high
        ? Long.compareUnsigned(high, other.high)
        : Long.compareUnsigned(low, other.low);
  }

  private WideNumber shiftRightJamming(int distance) {
    if (distance == 0) {
      return this;
    }
    if (distance >= 64) {
      long jammed = FpNumber.shiftRightJamming(high, distance - 64) | (low != 0 ? 1 : 0);
      return new WideNumber(negative, exponent, 0, jammed);
    }
    long shifted =
        high << (64 - distance) | low >>> distance | (low << (64 - distance) != 0 ? 1 : 0);
    return new WideNumber(negative, exponent, high >>> distance, shifted);
  }
}
