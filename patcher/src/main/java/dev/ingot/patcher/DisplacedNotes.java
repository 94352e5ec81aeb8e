package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import java.util.List;

/**
 * What gives way when the program header table must grow and no section header table stands behind
 * it: C linkers put the dynamic loader's name and notes there. Both are found by their program
 * headers only, so that they can live behind the stubs as well.
 *
 * @param start file offset of the first displaced byte
 * @param end first file offset behind
 * @param newOffset where the first byte goes in the file
 * @param newAddress VA that it is then loaded to
 * @param addressShift bytes from the old to the new VA
 */
record DisplacedNotes(long start, long end, long newOffset, long newAddress, long addressShift) {
  /** {@code PT_GNU_PROPERTY}: a note that has a program header of its own. */
  private static final int GNU_PROPERTY = 0x6474_e553;

  /** Notes ask for 4 or 8 bytes; keeping the offset in 16 keeps both. */
  private static final int ALIGNMENT = 16;

  static final DisplacedNotes NONE = new DisplacedNotes(0, 0, 0, 0, 0);

  /** What the program headers of the patched file displace; it goes behind Ingot's own code. */
  static DisplacedNotes of(GoProgram program, Placement placement, OwnSegments own) {
    ElfImage image = program.image();
    int count = NewSegments.of(program, placement, own).size();
    if (count == image.segments().size()) {
      return NONE;
    }
    // Without code the notes need a segment of their own.
    return of(image, own.isEmpty() ? count + 1 : count, placement, own.codeSize());
  }

  private static DisplacedNotes of(ElfImage image, int count, Placement placement, int codeSize) {
    List<ElfSegment> movable =
        image.segments().stream()
            .filter(DisplacedNotes::isMovable)
            .filter(s -> s.fileSize() > 0 && s.offset() >= image.programHeaderOffset())
            .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
            .toList();
    long tableEnd = image.programHeaderOffset() + (long) count * ElfLayout.PROGRAM_HEADER_SIZE;
    long start = tableEnd;
    long end = 0;
    for (ElfSegment segment : movable) {
      if (segment.offset() < Math.max(tableEnd, end)) {
        start = Math.min(start, segment.offset());
        end = Math.max(end, segment.endOffset());
      }
    }
    if (end == 0) {
      return NONE;
    }
    long address = image.addressOf(start).orElse(start);
    long place = Placement.alignUp(codeSize, ALIGNMENT) + start % ALIGNMENT;
    return new DisplacedNotes(
        start,
        end,
        placement.stubsOffset() + place,
        placement.stubs() + place,
        placement.stubs() + place - address);
  }

  private static boolean isMovable(ElfSegment segment) {
    return segment.type() == ElfSegment.NOTE
        || segment.type() == ElfSegment.INTERPRETER
        || segment.type() == GNU_PROPERTY;
  }

  boolean isEmpty() {
    return start == end;
  }

  /** Bytes. */
  long size() {
    return end - start;
  }

  /** The displaced bytes. */
  byte[] content(ElfImage image) {
    byte[] content = new byte[(int) size()];
    image.bytes().get((int) start, content);
    return content;
  }

  /** Whether all of a stretch of the file is displaced. */
  boolean covers(long offset, long size) {
    return size > 0 && offset >= start && offset + size <= end;
  }

  /** A displaced program header at its new place, any other as it is. */
  ElfSegment moved(ElfSegment s) {
    return isMovable(s) && covers(s.offset(), s.fileSize())
        ? s.at(s.offset() - start + newOffset, s.virtualAddress() + addressShift)
        : s;
  }

  /** A displaced section at its new place, any other as it is. */
  ElfSection moved(ElfSection s) {
    return covers(s.offset(), s.sizeInFile())
        ? s.at(s.offset() - start + newOffset, s.address() + addressShift)
        : s;
  }
}
