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

  /** Virtual address of the region's page, long. */
  static final int PAGE = 8;

  /** Instructions left of the slice before the present block, long. */
  static final int REMAINING = 10;

  /**
   * How the flags are kept where that is not known when translating, int; see {@link LazyFlags}.
   */
  static final int FLAGS_KIND = 12;

  /** First operand of the flags, long. */
  static final int FLAGS_A = 14;

  /** Second operand of the flags, long. */
  static final int FLAGS_B = 16;

  /** Address of a load or store, long. */
  static final int ADDRESS = 18;

  /** Index of the TLB entry, int. */
  static final int ENTRY = 20;

  /** Content of the page that is accessed, long[]. */
  static final int WORDS = 21;

  /** Index in {@link #WORDS}, int. */
  static final int WORD = 22;

  /** Position of the accessed bytes in their word, in bits, int. */
  static final int SHIFT = 23;

  /** Address to go on at, long. */
  static final int EXIT_PC = 24;

  /** The same as an offset from {@link #PAGE}, int. */
  static final int EXIT_OFFSET = 26;

  /** Instructions of the present block that are done but not yet counted, int. */
  static final int EXIT_DONE = 27;

  private static final int FIRST_REGISTER = 28;

  private Locals() {}

  /** The local of a general register or the stack pointer, long. */
  static int register(int r) {
    return FIRST_REGISTER + 2 * r;
  }
}
