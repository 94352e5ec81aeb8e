package dev.ingot.emulator.translator;

/** JVM local variables of a region's method; two slots for each long. */
final class Locals {
  static final int FRAME = 1;

  /** Instructions left of the slice before the present block, long. */
  static final int REMAINING = 2;

  /** First operand of the flags, long. */
  static final int FLAGS_A = 4;

  /** Second operand of the flags, long. */
  static final int FLAGS_B = 6;

  /** How the flags are kept where that is not known when translating, int. */
  static final int FLAGS_KIND = 8;

  /** Address of a load or store, long. */
  static final int ADDRESS = 9;

  /** Index of the tag in a side of the TLB, int. */
  static final int ENTRY = 11;

  /** The block of guest memory that is accessed, long[]. */
  static final int WORDS = 12;

  /** Index in {@link #WORDS}, int. */
  static final int WORD = 13;

  /** Position of the accessed bytes in their word, in bits, int. */
  static final int SHIFT = 14;

  /** A result, double. */
  static final int DOUBLE = 15;

  /** A result, float. */
  static final int FLOAT = 17;

  /** What an atomic instruction found in memory, long. */
  static final int OLD = 18;

  /** Where the address of a load or store is in the host's memory, long. */
  static final int HOST = 20;

  /** The CPU's general registers, long[]. */
  static final int GENERAL_REGISTERS = 22;

  /** The CPU's vector registers, long[]. */
  static final int VECTOR_REGISTERS = 23;

  /** The result of an addition with carry, long. */
  static final int SUM = 24;

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
