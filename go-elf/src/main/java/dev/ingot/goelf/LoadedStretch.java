package dev.ingot.goelf;

import java.util.ArrayList;
import java.util.List;

/**
 * What a PT_LOAD brings from the file, or a part of that.
 *
 * @param from VA of the first byte
 * @param to first VA behind
 */
record LoadedStretch(ElfSegment segment, long from, long to) {
  /**
   * Bytes of the smallest page of AArch64: two threads that share none never wait for one fault.
   */
  private static final long PAGE = 4096;

  /**
   * Some of all that is loaded, by ascending VA. It begins and ends where a segment does or a page.
   *
   * @param start place, as the number of loaded bytes before it; the start of its page counts
   * @param end place behind, in the same way
   */
  static List<LoadedStretch> between(ElfImage image, long start, long end) {
    List<LoadedStretch> stretches = new ArrayList<>();
    long before = 0;
    for (ElfSegment segment : image.loadSegments()) {
      long from = pageStart(segment, start - before);
      long to = pageStart(segment, end - before);
      if (to > from) {
        long address = segment.virtualAddress();
        stretches.add(new LoadedStretch(segment, address + from, address + to));
      }
      before += segment.fileSize();
    }
    return stretches;
  }

  /** Where the page of a byte begins; of one before or behind the segment, the segment's end. */
  private static long pageStart(ElfSegment segment, long byteInSegment) {
    if (byteInSegment >= segment.fileSize()) {
      return segment.fileSize();
    }
    long inPage = segment.virtualAddress() + byteInSegment & PAGE - 1;
    return Math.max(0, byteInSegment - inPage);
  }
}
