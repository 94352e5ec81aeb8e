package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the {@link Landmarks} in one walk through all that is loaded: that walk is the most of
 * the work of reading a program. Two threads go half the way each if the program is large; what
 * they find is put together in the order of a single walk.
 */
final class LandmarkSearch {
  /** {@code "\xff Go"}, with which both magics begin: one comparison a word looks for both. */
  private static final int MAGICS_START = (int) BuildInfoReader.MAGIC_START;

  private static final long LOWER_HALF = 0xffff_ffffL;

  /** Words that are looked at together. */
  private static final int GROUP = 512;

  /** Less is walked within a millisecond, of which a second thread could save a part at most. */
  private static final long WORTH_A_THREAD = 4L << 20;

  private final AddressWords.Gathered addresses = new AddressWords.Gathered();
  private final List<Long> functionTables = new ArrayList<>();
  private final List<Long> buildInfos = new ArrayList<>();
  private final List<Long> fipsInfos = new ArrayList<>();

  /** Lowest VA of the program. */
  private final long lowest;

  /** Bytes from there to the end of its memory. */
  private final long span;

  /** From a VA of the segment under way to its file offset. */
  private int shift;

  private LandmarkSearch(ElfImage image) {
    List<ElfSegment> segments = image.loadSegments();
    this.lowest = segments.isEmpty() ? 0 : segments.getFirst().virtualAddress();
    this.span = image.endAddress() - lowest;
  }

  /** Looks at every 8-aligned word that the file loads. */
  static Landmarks in(ElfImage image) {
    long size = image.loadSegments().stream().mapToLong(ElfSegment::fileSize).sum();
    return cutAt(image, size / 2, size >= WORTH_A_THREAD);
  }

  /**
   * Finds, and refuses, what one thread would: what is wrong with the first part goes before what
   * is wrong with the second.
   *
   * @param cut how many of the loaded bytes belong to the first part, but for a part of a page
   * @param beside whether another thread looks at the second part meanwhile
   */
  static Landmarks cutAt(ElfImage image, long cut, boolean beside) {
    BesideWork<LandmarkSearch> second =
        BesideWork.of(() -> through(image, LoadedStretch.between(image, cut, Long.MAX_VALUE)));
    if (beside) {
      second.begin();
    }
    LandmarkSearch first = through(image, LoadedStretch.between(image, 0, cut));
    return joined(image, first, second.await());
  }

  private static LandmarkSearch through(ElfImage image, List<LoadedStretch> stretches) {
    LandmarkSearch search = new LandmarkSearch(image);
    for (LoadedStretch stretch : stretches) {
      ElfSegment segment = stretch.segment();
      search.shift = (int) (segment.offset() - segment.virtualAddress());
      LoadedWords.forEachBlock(image, stretch.from(), stretch.to(), search::lookAtBlock);
      search.addresses.endOf(segment);
    }
    return search;
  }

  private static Landmarks joined(ElfImage image, LandmarkSearch first, LandmarkSearch second) {
    return new Landmarks(
        new AddressWords(image, List.of(first.addresses, second.addresses)),
        joined(first.functionTables, second.functionTables),
        joined(first.buildInfos, second.buildInfos),
        joined(first.fipsInfos, second.fipsInfos));
  }

  private static List<Long> joined(List<Long> first, List<Long> second) {
    List<Long> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
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
