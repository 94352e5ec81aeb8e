package dev.ingot.asm.a64;

/**
 * How an address goes into a field of an instruction. The names are those of the ELF for the Arm
 * 64-bit Architecture (AAELF64), section 5.7, without the {@code R_AARCH64_}.
 */
public enum Relocation {
  /** {@code b}: words, signed 26 bits. */
  JUMP26,
  /** {@code bl}: words, signed 26 bits. */
  CALL26,
  /** {@code b.cond}, {@code cbz}, {@code cbnz}: words, signed 19 bits. */
  CONDBR19,
  /** {@code ldr} literal: words, signed 19 bits. */
  LD_PREL_LO19,
  /** {@code tbz}, {@code tbnz}: words, signed 14 bits. */
  TSTBR14,
  /** {@code adr}: bytes, signed 21 bits. */
  ADR_PREL_LO21,
  /** {@code adrp}: 4 KiB pages, signed 21 bits. */
  ADR_PREL_PG_HI21,
  /** {@code add}: the low 12 bits. */
  ADD_ABS_LO12_NC,
  /** Loads and stores: the low 12 bits, scaled by the size of the access. */
  LDST_ABS_LO12_NC,
  /** {@code movz}/{@code movk}: bits 0..15, which must be all. */
  MOVW_UABS_G0(0, true),
  /** Bits 0..15. */
  MOVW_UABS_G0_NC(0, false),
  /** Bits 16..31, which must be the last. */
  MOVW_UABS_G1(1, true),
  /** Bits 16..31. */
  MOVW_UABS_G1_NC(1, false),
  /** Bits 32..47, which must be the last. */
  MOVW_UABS_G2(2, true),
  /** Bits 32..47. */
  MOVW_UABS_G2_NC(2, false),
  /** Bits 48..63. */
  MOVW_UABS_G3(3, false);

  private static final int PAGE_SHIFT = 12;

  private final int half;
  private final boolean checked;

  Relocation() {
    this(0, false);
  }

  Relocation(int half, boolean checked) {
    this.half = half;
    this.checked = checked;
  }

  /** Whether it is a branch, which may go to a weak symbol that nobody defines. */
  public boolean isUnconditionalBranch() {
    return this == JUMP26 || this == CALL26;
  }

  /** Whether the field depends on where the instruction is. */
  public boolean isPcRelative() {
    return switch (this) {
      case JUMP26, CALL26, CONDBR19, LD_PREL_LO19, TSTBR14, ADR_PREL_LO21, ADR_PREL_PG_HI21 -> true;
      default -> false;
    };
  }

  /**
   * Fills the field in.
   *
   * @param word the instruction, with the field zero
   * @param target the address it refers to
   * @param place the address of the instruction
   * @throws EncodingException when the target is out of reach or not aligned
   */
  public int apply(int word, long target, long place) {
    return switch (this) {
      case JUMP26, CALL26 -> word | words(target - place, 26);
      case CONDBR19, LD_PREL_LO19 -> word | words(target - place, 19) << 5;
      case TSTBR14 -> word | words(target - place, 14) << 5;
      case ADR_PREL_LO21 -> word | adr(signed(target - place, 21, 0));
      case ADR_PREL_PG_HI21 ->
          word
              | adr(
                  signed(
                      (target >> PAGE_SHIFT << PAGE_SHIFT) - (place >> PAGE_SHIFT << PAGE_SHIFT),
                      21,
                      PAGE_SHIFT));
      case ADD_ABS_LO12_NC -> word | (int) (target & 0xfff) << 10;
      case LDST_ABS_LO12_NC -> word | scaled(word, target) << 10;
      default -> word | half << 21 | moveWide(target) << 5;
    };
  }

  private static int words(long distance, int bits) {
    if ((distance & 3) != 0) {
      throw new EncodingException("target is " + distance + " bytes away: not a multiple of 4");
    }
    return signed(distance, bits, 2);
  }

  /** {@code distance >> shift} as a field of {@code bits} bits. */
  private static int signed(long distance, int bits, int shift) {
    long limit = 1L << (bits - 1 + shift);
    if (distance < -limit || distance >= limit) {
      throw new EncodingException(
          "target is "
              + distance
              + " bytes away: allowed is -"
              + limit
              + ".."
              + (limit - (1L << shift)));
    }
    return (int) (distance >> shift) & ((1 << bits) - 1);
  }

  /** The split immediate of ADR and ADRP: immlo in bits 30:29, immhi in bits 23:5. */
  private static int adr(int immediate) {
    return (immediate & 3) << 29 | (immediate >>> 2) << 5;
  }

  private static int scaled(int word, long target) {
    int shift = accessShift(word);
    int low = (int) (target & 0xfff);
    if ((low & ((1 << shift) - 1)) != 0) {
      throw new EncodingException(
          "address 0x"
              + Long.toHexString(target)
              + " is not aligned to the "
              + (1 << shift)
              + " bytes of this access");
    }
    return low >>> shift;
  }

  /**
   * Log2 of the bytes that a load or store (unsigned immediate) accesses: size in bits 31:30, plus
   * 4 for a Q register (V = 1, opc bit 1). Arm ARM C4.1, "Load/store register (unsigned
   * immediate)".
   */
  private static int accessShift(int word) {
    if ((word & 0x3b000000) != 0x39000000) {
      throw new EncodingException(
          ":lo12: needs add, or a load or store of the form [Xn, :lo12:symbol]");
    }
    int size = word >>> 30;
    boolean vector = (word & 1 << 26) != 0;
    boolean wide = (word & 1 << 23) != 0;
    return vector && wide ? size + 4 : size;
  }

  private int moveWide(long target) {
    long shifted = half == 0 ? target : target >>> (16 * half);
    if (checked && shifted >>> 16 != 0) {
      throw new EncodingException(
          "0x" + Long.toHexString(target) + " has bits above bit " + (16 * half + 15));
    }
    return (int) (shifted & 0xffff);
  }
}
