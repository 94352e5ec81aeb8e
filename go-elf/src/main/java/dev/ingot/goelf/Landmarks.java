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

  /**
   * Looks at every 8-aligned word that the file loads. Whether a word is an address is one unsigned
   * comparison of its distance from the lowest.
   */
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
            for (int i = 0; i < count; i++) {
              long word = words[i];
              if (word - lowest + Long.MIN_VALUE < span + Long.MIN_VALUE) {
                found.addresses.add((int) address + i * Long.BYTES + shift, word);
              } else if ((int) (word >>> 32) == PclntabLayout.ARM64_SIZES
                  || (int) word == MAGICS_START) {
                found.add(address + (long) i * Long.BYTES, word);
              }
            }
          });
      found.addresses.endOf(segment);
    }
    return found;
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
