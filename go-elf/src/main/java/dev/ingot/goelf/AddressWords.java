package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The 8-aligned 64-bit words that PT_LOADs bring from the file and whose value is a VA of the
 * program: all that can be pointers, a few percent of a file. Found in one walk through it, and
 * then asked for more than once.
 */
public final class AddressWords {
  private final LoadedBytes bytes;
  private final List<Gathered> parts;

  /**
   * @param parts by ascending VA
   */
  AddressWords(ElfImage image, List<Gathered> parts) {
    this.bytes = image.loadedBytes();
    this.parts = parts;
  }

  /** Those of some stretches that follow each other, gathered by one thread. */
  static final class Gathered {
    private static final int FIRST_ROOM = 1 << 13;

    private final List<Run> runs = new ArrayList<>();

    /** File offsets, ascending within a run. */
    private int[] offsets = new int[FIRST_ROOM];

    /** The lower half of each word: a search touches a file's pages for its likely finds only. */
    private int[] lowerHalves = new int[FIRST_ROOM];

    private int count;

    /** Adds the next word of a stretch that is under way. */
    void add(int fileOffset, long word) {
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, count * 2);
        lowerHalves = Arrays.copyOf(lowerHalves, count * 2);
      }
      offsets[count] = fileOffset;
      lowerHalves[count++] = (int) word;
    }

    /** Says that all words of a stretch of a segment were added. */
    void endOf(ElfSegment segment) {
      runs.add(new Run(segment, count));
    }

    private void forEachIn(
        LoadedBytes bytes, long lowest, long highest, LoadedWords.Visitor visitor) {
      // Modulo 2^32, which lets too many through and never too few.
      long width = Math.min(highest - lowest, 0xffff_ffffL);
      int next = 0;
      for (Run run : runs) {
        long shift = run.segment.virtualAddress() - run.segment.offset();
        for (; next < run.end; next++) {
          if ((lowerHalves[next] - lowest & 0xffff_ffffL) <= width) {
            long word = bytes.longAt(offsets[next]);
            if (word >= lowest && word <= highest) {
              visitor.visit(offsets[next] + shift, word);
            }
          }
        }
      }
    }
  }

  /**
   * The words of one segment, or of a stretch of it.
   *
   * @param end index behind the last of them
   */
  private record Run(ElfSegment segment, int end) {}

  /**
   * Gives the words with their VAs that hold an address in a range, by ascending VA.
   *
   * @param lowest VA
   * @param highest VA that is still in the range
   */
  public void forEachIn(long lowest, long highest, LoadedWords.Visitor visitor) {
    for (Gathered part : parts) {
      part.forEachIn(bytes, lowest, highest, visitor);
    }
  }
}
