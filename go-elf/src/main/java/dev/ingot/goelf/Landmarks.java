package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * What a program is found by, gathered in one walk through all that is loaded: that walk is the
 * most of the work.
 *
 * @param addresses what can be pointers
 * @param functionTables VAs of words that can begin a {@code runtime.pcHeader}
 * @param buildInfos VAs of the build information's magic
 * @param fipsInfos VAs of the FIPS record's magic
 */
record Landmarks(
    AddressWords addresses,
    List<Long> functionTables,
    List<Long> buildInfos,
    List<Long> fipsInfos) {

  /** {@code "\xff Go"}, with which both magics begin: one comparison a word looks for both. */
  private static final int MAGICS_START = (int) BuildInfoReader.MAGIC_START;

  private static final long LOWER_HALF = 0xffff_ffffL;

  /** Words that are looked at together. */
  private static final int GROUP = 512;

  /** Looks at every 8-aligned word that the file loads. */
  static Landmarks find(ElfImage image) {
    Landmarks found =
        new Landmarks(
            new AddressWords(image), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<ElfSegment> segments = image.loadSegments();
    long lowest = segments.isEmpty() ? 0 : segments.getFirst().virtualAddress();
    long span = image.endAddress() - lowest;
    for (ElfSegment segment : segments) {
      int shift = (int) (segment.offset() - segment.virtualAddress());
      LoadedWords.forEachBlock(
          image,
          segment.virtualAddress(),
          segment.fileEndAddress(),
          (address, words, count) -> {
            for (int from = 0; from < count; from += GROUP) {
              int to = Math.min(count, from + GROUP);
              if (hasLandmark(words, from, to, lowest, span)) {
                found.look(address, words, from, to, lowest, span, shift);
              }
            }
          });
      found.addresses.endOf(segment);
    }
    return found;
  }

  /**
   * Whether there may be one among some words; true for a few others as well. Without a branch, for
   * the compiler to take several words at once: a term is negative when its word is one.
   */
  private static boolean hasLandmark(long[] words, int from, int to, long lowest, long span) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(span);
    long any = 0;
    for (int i = from; i < to; i++) {
      long word = words[i];
      any |=
          (word - lowest >>> bits) - 1
              | ((word ^ MAGICS_START) & LOWER_HALF) - 1
              | (word >>> Integer.SIZE ^ PclntabLayout.ARM64_SIZES) - 1;
    }
    return any < 0;
  }

  /** Whether a word is an address is one unsigned comparison of its distance from the lowest. */
  private void look(
      long address, long[] words, int from, int to, long lowest, long span, int shift) {
    for (int i = from; i < to; i++) {
      long word = words[i];
      if (word - lowest + Long.MIN_VALUE < span + Long.MIN_VALUE) {
        addresses.add((int) address + i * Long.BYTES + shift, word);
      } else if ((int) (word >>> 32) == PclntabLayout.ARM64_SIZES || (int) word == MAGICS_START) {
        add(address + (long) i * Long.BYTES, word);
      }
    }
  }

  private void add(long address, long word) {
    if (word == BuildInfoReader.MAGIC_START) {
      buildInfos.add(address);
    } else if (word == FipsInfo.MAGIC_START) {
      fipsInfos.add(address);
    } else if ((int) (word >>> 32) == PclntabLayout.ARM64_SIZES) {
      functionTables.add(address);
    }
  }
}
