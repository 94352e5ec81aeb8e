package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the {@link Landmarks} in one walk through all that is loaded: that walk is the most of
 * the work of reading a program.
 */
final class LandmarkSearch {
  /** {@code "\xff Go"}, with which both magics begin: one comparison a word looks for both. */
  private static final int MAGICS_START = (int) BuildInfoReader.MAGIC_START;

  private static final long LOWER_HALF = 0xffff_ffffL;

  /** Words that are looked at together. */
  private static final int GROUP = 512;

  private final Landmarks found;

  /** Lowest VA of the program. */
  private final long lowest;

  /** Bytes from there to the end of its memory. */
  private final long span;

  /** From a VA of the segment under way to its file offset. */
  private int shift;

  private LandmarkSearch(ElfImage image) {
    List<ElfSegment> segments = image.loadSegments();
    this.found =
        new Landmarks(
            new AddressWords(image), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    this.lowest = segments.isEmpty() ? 0 : segments.getFirst().virtualAddress();
    this.span = image.endAddress() - lowest;
  }

  /** Looks at every 8-aligned word that the file loads. */
  static Landmarks in(ElfImage image) {
    LandmarkSearch search = new LandmarkSearch(image);
    for (ElfSegment segment : image.loadSegments()) {
      search.shift = (int) (segment.offset() - segment.virtualAddress());
      LoadedWords.forEachBlock(
          image, segment.virtualAddress(), segment.fileEndAddress(), search::lookAtBlock);
      search.found.addresses().endOf(segment);
    }
    return search.found;
  }

  private void lookAtBlock(long address, long[] words, int count) {
    for (int from = 0; from < count; from += GROUP) {
      int to = Math.min(count, from + GROUP);
      if (hasLandmark(words, from, to)) {
        look(address, words, from, to);
      }
    }
  }

  /**
   * Whether there may be one among some words; true for a few others as well. Without a branch, for
   * the compiler to take several words at once: a term is negative when its word is one.
   */
  private boolean hasLandmark(long[] words, int from, int to) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(span);
    long start = lowest;
    long any = 0;
    for (int i = from; i < to; i++) {
      long word = words[i];
      any |=
          (word - start >>> bits) - 1
              | ((word ^ MAGICS_START) & LOWER_HALF) - 1
              | (word >>> Integer.SIZE ^ PclntabLayout.ARM64_SIZES) - 1;
    }
    return any < 0;
  }

  /** Whether a word is an address is one unsigned comparison of its distance from the lowest. */
  private void look(long address, long[] words, int from, int to) {
    for (int i = from; i < to; i++) {
      long word = words[i];
      if (word - lowest + Long.MIN_VALUE < span + Long.MIN_VALUE) {
        found.addresses().add((int) address + i * Long.BYTES + shift, word);
      } else if ((int) (word >>> 32) == PclntabLayout.ARM64_SIZES || (int) word == MAGICS_START) {
        add(address + (long) i * Long.BYTES, word);
      }
    }
  }

  private void add(long address, long word) {
    if (word == BuildInfoReader.MAGIC_START) {
      found.buildInfos().add(address);
    } else if (word == FipsInfo.MAGIC_START) {
      found.fipsInfos().add(address);
    } else if ((int) (word >>> 32) == PclntabLayout.ARM64_SIZES) {
      found.functionTables().add(address);
    }
  }
}
