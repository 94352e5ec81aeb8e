package dev.ingot.emulator.cpu;

/**
 * The bit-mask immediates of logical instructions (Arm ARM shared/functions/common/DecodeBitMasks).
 */
public final class BitMasks {
  /** No valid encoding decodes to this value: a mask has ones and zeros. */
  public static final long INVALID = 0;

  private BitMasks() {}

  /**
   * Decodes the immediate of AND, ORR, EOR and ANDS.
   *
   * @param word the instruction: sf in bit 31, N in 22, immr in 21:16, imms in 15:10
   * @return the mask, zero extended for 32-bit instructions, or {@link #INVALID}
   */
  public static long immediate(int word) {
    boolean is64 = word < 0;
    int n = word >>> 22 & 1;
    int immr = word >>> 16 & 0x3f;
    int imms = word >>> 10 & 0x3f;
    int length = 31 - Integer.numberOfLeadingZeros(n << 6 | ~imms & 0x3f);
    if (length < 1 || n != 0 && !is64) {
      return INVALID;
    }
    int elementBits = 1 << length;
    int levels = elementBits - 1;
    int ones = (imms & levels) + 1;
    if (ones == elementBits) {
      return INVALID;
    }
    int rotation = immr & levels;
    long elementMask = -1L >>> 64 - elementBits;
    long element = (1L << ones) - 1;
    if (rotation != 0) {
      element = (element >>> rotation | element << elementBits - rotation) & elementMask;
    }
    for (int bits = elementBits; bits < 64; bits <<= 1) {
      element |= element << bits;
    }
    return is64 ? element : element & 0xffff_ffffL;
  }
}
