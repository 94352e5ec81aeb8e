package dev.ingot.goelf;

/**
 * Walks the words that PT_LOADs bring from the file, by ascending VA: 64-bit ones, 8-aligned, and
 * the 32-bit ones of code.
 *
 * <p>In blocks, for searches through all of them: a loop over an array is the one that a JVM that
 * has just started makes fast first.
 */
public final class LoadedWords {
  /** Bytes of a block, which stay in a CPU's first cache. */
  private static final int BLOCK = 32 << 10;

  /** Most instructions of a block. */
  public static final int BLOCK_INSTRUCTIONS = BLOCK / Integer.BYTES;

  private LoadedWords() {}

  /** Gets each word with its VA. */
  @FunctionalInterface
  public interface Visitor {
    void visit(long address, long word);
  }

  /** Gets blocks of 64-bit words. */
  @FunctionalInterface
  public interface BlockVisitor {
    /**
     * One block.
     *
     * @param address VA of the first word
     * @param words of which the first {@code count} count; another block's later
     */
    void visit(long address, long[] words, int count);
  }

  /** Gets blocks of instructions. */
  @FunctionalInterface
  public interface InstructionVisitor {
    /**
     * One block.
     *
     * @param address VA of the first instruction
     * @param words of which the first {@code count} count; another block's later
     */
    void visit(long address, int[] words, int count);
  }

  /** Gets where a block lies. */
  @FunctionalInterface
  private interface Place {
    void visit(long address, int fileOffset, int count);
  }

  public static void forEach(ElfImage image, Visitor visitor) {
    forEachBlock(
        image,
        (address, words, count) -> {
          for (int i = 0; i < count; i++) {
            visitor.visit(address + (long) i * Long.BYTES, words[i]);
          }
        });
  }

  /** Walks all words, a block after the other. */
  public static void forEachBlock(ElfImage image, BlockVisitor visitor) {
    for (ElfSegment segment : image.loadSegments()) {
      forEachBlock(image, segment.virtualAddress(), segment.fileEndAddress(), visitor);
    }
  }

  /**
   * Walks the words of a stretch.
   *
   * @param from VA of the first byte
   * @param to first VA behind; both in one PT_LOAD
   * @throws RefusedException when the stretch is not in the file
   */
  public static void forEachBlock(ElfImage image, long from, long to, BlockVisitor visitor) {
    long[] block = new long[BLOCK / Long.BYTES];
    LoadedBytes bytes = image.loadedBytes();
    forEachPlace(
        image,
        from,
        to,
        Long.BYTES,
        (address, offset, count) -> {
          bytes.copy(offset, block, count);
          visitor.visit(address, block, count);
        });
  }

  /**
   * Walks the instructions of a stretch.
   *
   * @param from VA of the first byte
   * @param to first VA behind; both in one PT_LOAD
   * @throws RefusedException when the stretch is not in the file
   */
  public static void forEachInstructions(
      ElfImage image, long from, long to, InstructionVisitor visitor) {
    int[] block = new int[BLOCK_INSTRUCTIONS];
    LoadedBytes bytes = image.loadedBytes();
    forEachPlace(
        image,
        from,
        to,
        Integer.BYTES,
        (address, offset, count) -> {
          bytes.copy(offset, block, count);
          visitor.visit(address, block, count);
        });
  }

  private static void forEachPlace(ElfImage image, long from, long to, int wordSize, Place place) {
    long first = from + wordSize - 1 & -wordSize;
    long count = (to - first) / wordSize;
    if (count <= 0) {
      return;
    }
    int offset = image.memory().offsetOf(first, count * wordSize);
    int most = BLOCK / wordSize;
    for (long done = 0; done < count; done += most) {
      long start = done * wordSize;
      place.visit(first + start, offset + (int) start, (int) Math.min(most, count - done));
    }
  }
}
