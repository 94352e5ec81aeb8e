package dev.ingot.goelf;

/** Walks the 8-aligned 64-bit words that PT_LOADs bring from the file, by ascending VA. */
public final class LoadedWords {
  /** Words of a block: 32 KiB, which stay in a CPU's first cache. */
  private static final int BLOCK = 4096;

  private LoadedWords() {}

  /** Gets each word with its VA. */
  @FunctionalInterface
  public interface Visitor {
    void visit(long address, long word);
  }

  /**
   * Gets the words in blocks, for searches through all of them: a loop over an array is the one
   * that a JVM that has just started makes fast first.
   */
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
    long first = from + Long.BYTES - 1 & -Long.BYTES;
    long count = (to - first) / Long.BYTES;
    if (count <= 0) {
      return;
    }
    int offset = image.memory().offsetOf(first, count * Long.BYTES);
    LoadedBytes bytes = image.loadedBytes();
    long[] block = new long[(int) Math.min(BLOCK, count)];
    for (long done = 0; done < count; done += block.length) {
      int size = (int) Math.min(block.length, count - done);
      bytes.copy(offset + (int) done * Long.BYTES, block, size);
      visitor.visit(first + done * Long.BYTES, block, size);
    }
  }
}
