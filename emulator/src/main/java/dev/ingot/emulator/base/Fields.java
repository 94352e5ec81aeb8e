package dev.ingot.emulator.base;

/** Bit fields of instruction words. */
final class Fields {
  private Fields() {}

  /** Bits {@code low} to {@code low + count - 1}, zero extended. */
  static int bits(int word, int low, int count) {
    return word >>> low & (1 << count) - 1;
  }

  /** Bits {@code low} to {@code low + count - 1}, sign extended. */
  static long signed(int word, int low, int count) {
    return word << 32 - low - count >> 32 - count;
  }

  /**
   * {@code value} as the instruction's register width leaves it: bit 31 of the word, sf, says 64
   * bits.
   */
  static long sized(int word, long value) {
    return word < 0 ? value : value & 0xffff_ffffL;
  }
}
