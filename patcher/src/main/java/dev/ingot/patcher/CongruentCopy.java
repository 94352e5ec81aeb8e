package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import java.util.List;
import java.util.Optional;

/**
 * A second place in the file for a segment that no kernel could map from its own, because VA and
 * offset differ within a page. Go's linker makes such a text segment when {@code -T} is no multiple
 * of 64 KiB plus 4 KiB (golang/go#28257). The bytes at the old place stay, and are not used.
 *
 * @param from old file offset
 * @param size bytes
 * @param to new file offset, congruent to the VA
 */
record CongruentCopy(long from, long size, long to) {
  /**
   * The copy that these segments need, empty when all can be mapped.
   *
   * @param free first file offset that nothing uses
   * @throws dev.ingot.goelf.RefusedException when more than one segment is misplaced
   */
  static Optional<CongruentCopy> of(ElfImage image, List<ElfSegment> segments, long free) {
    List<ElfSegment> misplaced =
        segments.stream().filter(s -> s.isLoad() && !s.isCongruent()).toList();
    if (misplaced.isEmpty()) {
      return Optional.empty();
    }
    ElfSegment segment = misplaced.getFirst();
    if (misplaced.size() > 1) {
      throw image.refuse(
          "PT_LOAD at VA 0x%x".formatted(misplaced.get(1).virtualAddress()),
          "a second segment whose file offset does not fit its VA",
          "at most one, as Go's linker makes with -T",
          "build the program again");
    }
    long distance = Math.floorMod(segment.virtualAddress() - free, Placement.LARGEST_PAGE);
    return Optional.of(new CongruentCopy(segment.offset(), segment.fileSize(), free + distance));
  }

  /** A program header of copied bytes with the new offset, any other as it is. */
  ElfSegment moved(ElfSegment s) {
    return covers(s.offset(), s.fileSize()) ? s.at(shifted(s.offset()), s.virtualAddress()) : s;
  }

  /** A section header of copied bytes with the new offset, any other as it is. */
  ElfSection moved(ElfSection s) {
    return covers(s.offset(), s.sizeInFile()) ? s.at(shifted(s.offset()), s.address()) : s;
  }

  private boolean covers(long offset, long bytes) {
    return bytes > 0 && offset >= from && offset + bytes <= from + size;
  }

  private long shifted(long offset) {
    return offset - from + to;
  }
}
