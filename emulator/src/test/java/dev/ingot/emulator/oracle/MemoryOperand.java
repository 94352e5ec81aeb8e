package dev.ingot.emulator.oracle;

import java.util.SplittableRandom;

/**
 * Aims loads and stores at the memory window: chooses the base register, and the offset where the
 * word has it.
 */
final class MemoryOperand {
  private static final int LARGEST_ACCESS = 64;
  private static final int VECTOR = 1 << 26;
  private static final int LOAD_OF_PAIR = 1 << 22;

  private final SplittableRandom random;

  MemoryOperand(SplittableRandom random) {
    this.random = random;
  }

  /** Whether the word belongs to the loads and stores (Arm ARM C4.1, op0 = x1x0). */
  static boolean isLoadOrStore(int word) {
    return (word & 0x0a00_0000) == 0x0800_0000;
  }

  /**
   * Aims at the window; accesses that have to be aligned are.
   *
   * @param pc address of the word
   * @return the word, with registers changed where the manual leaves the combination CONSTRAINED
   *     UNPREDICTABLE
   */
  int aim(int word, long pc, CpuState state) {
    long target = target();
    return aim(word, pc, needsAlignment(word) ? target & ~15 : target, state);
  }

  /** Aims at {@code target}; see {@link #aim(int, long, CpuState)}. */
  int aim(int word, long pc, long target, CpuState state) {
    if ((word & 0x3b00_0000) == 0x1800_0000) {
      long distance = (target & ~3L) - pc;
      return word & ~(0x7ffff << 5) | ((int) (distance >> 2) & 0x7ffff) << 5;
    }
    int aimed = avoidUnpredictable(word);
    int rn = WordGenerator.field(aimed, 5);
    long base = target - offset(aimed, state);
    state.x[rn] = rn == CpuState.SP ? base & ~15L : base;
    return aimed;
  }

  /**
   * Mostly well inside; sometimes so close to the end that a large access runs into the unmapped
   * page.
   */
  private long target() {
    int end =
        random.nextInt(8) == 0 ? CpuState.WINDOW_BYTES : CpuState.WINDOW_BYTES - LARGEST_ACCESS;
    int offset = random.nextInt(16, end);
    return CpuState.WINDOW_VA + (random.nextBoolean() ? offset & ~15 : offset);
  }

  private int avoidUnpredictable(int word) {
    int result = word;
    int rn = WordGenerator.field(result, 5);
    boolean pair = (result & 0x3a00_0000) == 0x2800_0000;
    boolean general = (result & VECTOR) == 0;
    if (pair
        && (result & LOAD_OF_PAIR) != 0
        && WordGenerator.field(result, 0) == WordGenerator.field(result, 10)) {
      result ^= 1;
    }
    if (general && WordGenerator.field(result, 0) == rn) {
      result ^= 2;
    }
    if (general && pair && WordGenerator.field(result, 10) == rn) {
      result ^= 8 << 10;
    }
    if (isRegisterOffset(result) && WordGenerator.field(result, 16) == rn) {
      result ^= 2 << 16;
    }
    return result;
  }

  /**
   * Exclusives, ordered accesses and atomics. Unaligned they fault, unless FEAT_LSE2 is there (QEMU
   * has it, we have not) and they stay within 16 bytes.
   */
  private static boolean needsAlignment(int word) {
    boolean exclusiveOrOrdered = (word & 0x3f00_0000) == 0x0800_0000;
    boolean atomic = (word & 0x3b20_0c00) == 0x3820_0000;
    boolean orderedUnscaled = (word & 0x3b20_0c00) == 0x1900_0000;
    return exclusiveOrOrdered || atomic || orderedUnscaled;
  }

  private static boolean isRegisterOffset(int word) {
    return (word & 0x3b20_0c00) == 0x3820_0800;
  }

  /** What the addressing mode adds to the base. A register offset is put into its register here. */
  private long offset(int word, CpuState state) {
    boolean vector = (word & VECTOR) != 0;
    if ((word & 0x3a00_0000) == 0x2800_0000) {
      int opc = word >>> 30;
      int scale = vector ? opc + 2 : (opc >> 1) + 2;
      boolean postIndex = (word >>> 23 & 3) == 1;
      return postIndex ? 0 : (long) (word << 10 >> 25) << scale;
    }
    int scale = word >>> 30 | (vector ? (word >>> 23 & 1) << 2 : 0);
    if ((word & 0x3b00_0000) == 0x3900_0000) {
      return (long) (word >>> 10 & 0xfff) << scale;
    }
    if (isRegisterOffset(word)) {
      int rm = WordGenerator.field(word, 16);
      int option = word >>> 13 & 7;
      long index = option == 2 ? random.nextInt(9) : random.nextInt(-8, 9);
      if (rm == CpuState.SP) {
        return 0;
      }
      boolean narrow = (option & 1) == 0;
      state.x[rm] = narrow ? index & 0xffff_ffffL | random.nextLong() << 32 : index;
      return (word >>> 12 & 1) != 0 ? index << scale : index;
    }
    boolean immediate9 = (word & 0x3b20_0000) == 0x3800_0000 || (word & 0x3b20_0c00) == 0x1900_0000;
    boolean postIndex = (word & 0x3b20_0c00) == 0x3800_0400;
    return immediate9 && !postIndex ? word << 11 >> 23 : 0;
  }
}
