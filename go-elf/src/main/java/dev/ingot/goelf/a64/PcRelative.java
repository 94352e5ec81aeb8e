package dev.ingot.goelf.a64;

/**
 * The words that name a place relative to their own, told by their bits alone: for searches through
 * millions of words, where an {@link Instruction} for each would be the most of the work. Arm ARM
 * C4.1.92 (branches) and C4.1.93 (ADR, ADRP).
 */
public final class PcRelative {
  private static final byte NONE = 0;
  private static final byte BRANCH = 1;
  private static final byte CONDITIONAL = 2;
  private static final byte TEST = 3;
  private static final byte ADDRESS = 4;
  private static final byte PAGE = 5;

  /** The class of a word by its highest 8 bits. */
  private static final byte[] CLASSES = classes();

  /** What {@link #pageOffset} gives for words that have none. */
  public static final int NO_OFFSET = -1;

  private static final int REGISTER_MASK = 0x1f;

  private PcRelative() {}

  private static byte[] classes() {
    byte[] classes = new byte[1 << 8];
    for (int high = 0; high < classes.length; high++) {
      int word = high << 24;
      if ((word & 0x7c00_0000) == Instruction.Branch.OPCODE) {
        classes[high] = BRANCH;
      } else if (word == Instruction.ConditionalBranch.OPCODE
          || (word & 0x7e00_0000) == Instruction.CompareAndBranch.OPCODE) {
        classes[high] = CONDITIONAL;
      } else if ((word & 0x7e00_0000) == Instruction.TestAndBranch.OPCODE) {
        classes[high] = TEST;
      } else if ((word & 0x1f00_0000) == Instruction.Address.OPCODE) {
        classes[high] = word < 0 ? PAGE : ADDRESS;
      }
    }
    return classes;
  }

  /**
   * Whether it is {@code B}, {@code BL}, {@code B.cond}, {@code BC.cond}, {@code CBZ}, {@code
   * CBNZ}, {@code TBZ}, {@code TBNZ}, {@code ADR} or {@code ADRP}.
   */
  public static boolean is(int word) {
    return CLASSES[word >>> 24] != NONE;
  }

  /**
   * The VA that the word at a VA names: a target, or the page of an {@code ADRP}.
   *
   * @param word one that {@link #is}
   */
  public static long target(long address, int word) {
    return switch (CLASSES[word >>> 24]) {
      case BRANCH -> address + (word << 6 >> 6) * 4L;
      case CONDITIONAL -> address + (word << 8 >> 13) * 4L;
      case TEST -> address + (word << 13 >> 18) * 4L;
      case ADDRESS -> address + address21(word);
      case PAGE -> (address & -4096) + address21(word) * 4096L;
      default -> throw new IllegalArgumentException("0x%08x names no place".formatted(word));
    };
  }

  /**
   * What a word adds to the page in a register: the immediate of {@code ADD} (64 bits, not
   * shifted), or the offset of a load or store.
   *
   * @param base the register
   * @return 0 to 65520 bytes, {@link #NO_OFFSET} when it is no such word
   */
  public static int pageOffset(int word, int base) {
    if ((word >>> 5 & REGISTER_MASK) != base) {
      return NO_OFFSET;
    }
    int immediate = word >>> 10 & 0xfff;
    if ((word & 0xffc0_0000) == (1 << 31 | Instruction.AddImmediate.OPCODE)) {
      return immediate;
    }
    if ((word & 0x3b00_0000) != Instruction.LoadStore.OPCODE) {
      return NO_OFFSET;
    }
    boolean quadword = (word & 1 << 26) != 0 && word >>> 30 == 0 && (word & 1 << 23) != 0;
    return immediate << (quadword ? 4 : word >>> 30);
  }

  /** {@code immhi} at bits 23:5 and {@code immlo} at bits 30:29, in units. */
  private static int address21(int word) {
    return (word << 8 >> 13) << 2 | word >>> 29 & 3;
  }
}
