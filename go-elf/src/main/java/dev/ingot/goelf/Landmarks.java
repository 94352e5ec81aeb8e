package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a program has the first bytes of the structures that do not need to be pointed to. All are
 * looked for in one walk through what is loaded: reading it is the most of the work.
 *
 * @param functionTables VAs of words that can begin a {@code runtime.pcHeader}
 * @param buildInfos VAs of the build information's magic
 * @param fipsInfos VAs of the FIPS record's magic
 */
record Landmarks(List<Long> functionTables, List<Long> buildInfos, List<Long> fipsInfos) {
  /** Looks at every 8-aligned word that the file loads. */
  static Landmarks find(ElfImage image) {
    Landmarks found = new Landmarks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    LoadedWords.forEachBlock(
        image,
        (address, words, count) -> {
          for (int i = 0; i < count; i++) {
            long word = words[i];
            if ((int) (word >>> 32) == PclntabLayout.ARM64_SIZES
                || word == BuildInfoReader.MAGIC_START
                || word == FipsInfo.MAGIC_START) {
              found.add(address + (long) i * Long.BYTES, word);
            }
          }
        });
    return found;
  }

  private void add(long address, long word) {
    if (word == BuildInfoReader.MAGIC_START) {
      buildInfos.add(address);
    } else if (word == FipsInfo.MAGIC_START) {
      fipsInfos.add(address);
    } else {
      functionTables.add(address);
    }
  }
}
