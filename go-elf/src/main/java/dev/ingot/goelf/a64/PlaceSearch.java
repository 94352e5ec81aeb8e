package dev.ingot.goelf.a64;

/**
 * Searches code for words that can name a place in a range of VAs, by a few operations a word that
 * hardly ever branch: to tell what each word is costs a mispredicted branch for every fifth. What
 * is found is a superset, a few words more than those whose {@link PcRelative#target} is in the
 * range and never one less. Arm ARM C4.1.92 (branches) and C4.1.93 (ADR, ADRP).
 */
public final class PlaceSearch {
  private static final int WORD_SHIFT = 2;
  private static final int PAGE_SHIFT = 12;

  /** All of an {@code ADRP} but {@code immlo}, the lowest two bits of its distance. */
  private static final int PAGE_MASK = 0x9fff_ffff;

  /** Distances to each side, in units of the four pages that {@code immlo} tells apart. */
  private static final int PAGE_REACH = 1 << 18;

  /** Bits below {@code immhi}, which hold the register. */
  private static final int PAGE_REGISTER = 5;

  /** Makes the bits of the class 0 and counts distances from the farthest one backwards. */
  private static final int PAGE_BIAS = 0x9000_0000 ^ PAGE_REACH << PAGE_REGISTER;

  /** All of a {@code B} but the bit that makes it a {@code BL}. */
  private static final int BRANCH_MASK = 0x7fff_ffff;

  /** Words to each side. */
  private static final int BRANCH_REACH = 1 << 25;

  private static final int BRANCH_BIAS = Instruction.Branch.OPCODE ^ BRANCH_REACH;

  /** Words to each side of {@code B.cond}, {@code CBZ}, {@code CBNZ} and {@code ADR}. */
  private static final int SHORT_REACH = 1 << 18;

  private final long first;
  private final long last;

  /**
   * @param first lowest VA of the range
   * @param last highest VA that is still in it
   */
  public PlaceSearch(long first, long last) {
    this.first = first;
    this.last = last;
  }

  /**
   * Finds {@code ADRP}s of pages in the range.
   *
   * @param address VA of the first word
   * @param words of which the first {@code count} count
   * @param found gets the indexes of the words, ascending; as long as {@code words}
   * @return how many
   */
  public int pages(long address, int[] words, int count, int[] found) {
    int lowest = lowestPage(address, count);
    int end = endOfPages(address) - lowest;
    int hits = 0;
    for (int i = 0; i < count; i++) {
      if (isBelow(((words[i] & PAGE_MASK) ^ PAGE_BIAS) - lowest, end)) {
        found[hits++] = i;
      }
    }
    return hits;
  }

  /**
   * Finds branches of all kinds, {@code ADR}s and {@code ADRP}s of places and pages in the range.
   * Parameters and result are those of {@link #pages}.
   */
  public int places(long address, int[] words, int count, int[] found) {
    long nearest = first - address >> WORD_SHIFT;
    long farthest = last - address >> WORD_SHIFT;
    boolean isNear = nearest <= SHORT_REACH + count && farthest >= -SHORT_REACH;
    int lowest = clamped(nearest, count);
    int end = clamped(farthest + 1, count) - lowest;
    return isNear
        ? nearPlaces(address, words, count, found, lowest, end)
        : farPlaces(address, words, count, found, lowest, end);
  }

  /** What only {@code B}, {@code BL} and {@code ADRP} reach. */
  private int farPlaces(long address, int[] words, int count, int[] found, int lowest, int end) {
    int lowestPage = lowestPage(address, count);
    int endOfPages = endOfPages(address) - lowestPage;
    int lowestBranch = lowest + BRANCH_REACH;
    int hits = 0;
    for (int i = 0; i < count; i++) {
      int word = words[i];
      if (isBelow(((word & BRANCH_MASK) ^ BRANCH_BIAS) + i - lowestBranch, end)
          || isBelow(((word & PAGE_MASK) ^ PAGE_BIAS) - lowestPage, endOfPages)) {
        found[hits++] = i;
      }
    }
    return hits;
  }

  /**
   * The same with the short distances: 19 bits at bit 5, in words for an {@code ADR} too, and the
   * 14 bits of {@code TBZ} and {@code TBNZ} there. What class a word has is left open.
   */
  private int nearPlaces(long address, int[] words, int count, int[] found, int lowest, int end) {
    int lowestPage = lowestPage(address, count);
    int endOfPages = endOfPages(address) - lowestPage;
    int lowestBranch = lowest + BRANCH_REACH;
    int hits = 0;
    for (int i = 0; i < count; i++) {
      int word = words[i];
      if (isBelow(((word & BRANCH_MASK) ^ BRANCH_BIAS) + i - lowestBranch, end)
          || isBelow((word << 8 >> 13) + i - lowest, end)
          || isBelow((word << 13 >> 18) + i - lowest, end)
          || isBelow(((word & PAGE_MASK) ^ PAGE_BIAS) - lowestPage, endOfPages)) {
        found[hits++] = i;
      }
    }
    return hits;
  }

  /** A distance in words from a block's start, cut to what a word of the block reaches. */
  private static int clamped(long distance, int count) {
    return (int) Math.clamp(distance, -BRANCH_REACH, (long) BRANCH_REACH + count);
  }

  /** The lowest biased distance from any word of a block to the range's first page. */
  private int lowestPage(long address, int count) {
    long lastWord = address + ((long) count << WORD_SHIFT) - 1;
    return biased((first >> PAGE_SHIFT) - (lastWord >> PAGE_SHIFT) >> 2);
  }

  /** The first biased distance that leads behind the range's last page from every word. */
  private int endOfPages(long address) {
    return biased(((last >> PAGE_SHIFT) - (address >> PAGE_SHIFT) >> 2) + 1);
  }

  private static int biased(long units) {
    return (int) Math.clamp(units + PAGE_REACH, 0, 2L * PAGE_REACH) << PAGE_REGISTER;
  }

  /** Compares as unsigned; as one that costs the client compiler nothing more. */
  private static boolean isBelow(int value, int end) {
    return value + Integer.MIN_VALUE < end + Integer.MIN_VALUE;
  }
}
