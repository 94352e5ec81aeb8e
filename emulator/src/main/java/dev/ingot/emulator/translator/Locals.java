package dev.ingot.emulator.translator;

/** JVM local variables of a region's method; two slots for each long. */
final class Locals {
  static final int FRAME = 1;
  static final int X = 2;
  static final int V = 3;
  static final int READ_TAGS = 4;
  static final int READ_PAGES = 5;
  static final int WRITE_TAGS = 6;
  static final int WRITE_PAGES = 7;

  /** Instructions left of the slice before the present block, long. */
  static final int REMAINING = 8;

  /** First operand of the flags, long. */
  static final int FLAGS_A = 10;

  /** Second operand of the flags, long. */
  static final int FLAGS_B = 12;

  /** How the flags are kept where that is not known when translating, int. */
  static final int FLAGS_KIND = 14;

  /** Address of a load or store, long. */
  static final int ADDRESS = 15;

  /** Index of the TLB entry, int. */
  static final int ENTRY = 17;

  /** Content of the page that is accessed, long[]. */
  static final int WORDS = 18;

  /** Index in {@link #WORDS}, int. */
  static final int WORD = 19;

  /** Position of the accessed bytes in their word, in bits, int. */
  static final int SHIFT = 20;

  /** A result, double. */
  static final int DOUBLE = 21;

  /** A result, float. */
  static final int FLOAT = 23;

  /** What an atomic instruction found in memory, long. */
  static final int OLD = 24;

  private static final int FIRST_REGISTER = 26;
  private static final int FIRST_VECTOR = FIRST_REGISTER + 2 * (Registers.SP + 1);

  private Locals() {}

  /** The local of a general register or the stack pointer, long. */
  static int register(int r) {
    return FIRST_REGISTER + 2 * r;
  }

  /** The local of half a vector register, long; {@code slot} as in {@code RegionFrame.v}. */
  static int vectorHalf(int slot) {
    return FIRST_VECTOR + 2 * slot;
  }
}
