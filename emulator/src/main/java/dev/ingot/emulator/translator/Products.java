package dev.ingot.emulator.translator;

/**
 * High halves of products for the client compiler, which calls {@link Math#unsignedMultiplyHigh}
 * but inlines these: no method has more than 35 bytes or ten slots of operand stack
 * (C1MaxInlineSize, C1InlineStackLimit).
 */
final class Products {
  private static final long LOW_HALF = 0xffff_ffffL;

  private Products() {}

  /** Bits 127 to 64 of the product of two unsigned numbers (Arm ARM C6.2 UMULH). */
  static long unsignedHigh(long x, long y) {
    return high(x, y, middle(x, y));
  }

  /** Bits 95 to 32 of {@code x} times the lower half of {@code y}. */
  private static long middle(long x, long y) {
    return (x >>> 32) * (y & LOW_HALF) + ((x & LOW_HALF) * (y & LOW_HALF) >>> 32);
  }

  private static long high(long x, long y, long middle) {
    return (x >>> 32) * (y >>> 32) + (middle >>> 32) + carried(x, y, middle);
  }

  private static long carried(long x, long y, long middle) {
    return (x & LOW_HALF) * (y >>> 32) + (middle & LOW_HALF) >>> 32;
  }
}
