package dev.ingot.emulator.translator;

/** Division as A64 defines it: by zero it gives zero (Arm ARM C6.2 SDIV, UDIV). */
final class Quotients {
  private Quotients() {}

  static long signed(long dividend, long divisor) {
    return divisor == 0 ? 0 : dividend / divisor;
  }

  static long unsigned(long dividend, long divisor) {
    return divisor == 0 ? 0 : Long.divideUnsigned(dividend, divisor);
  }
}
