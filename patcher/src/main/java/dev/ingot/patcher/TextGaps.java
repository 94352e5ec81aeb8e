package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Finds the zeros in the text's mapping that lie outside of all functions: the function table does
 * not tell of them, so that the runtime takes a PC there for one of code that is not Go's. Zeros
 * between two functions count as the end of the first, and unwinding from there is a fatal error
 * (Go src/runtime/symtab.go, {@code findfunc} and {@code pcvalue}).
 */
final class TextGaps {
  /**
   * Bytes that Go's linker keeps free for the ELF headers, at the start of the text's mapping (Go
   * src/cmd/link/internal/ld/elf.go, {@code ELFRESERVE}).
   */
  private static final int HEADERS = 4096;

  private final ElfImage image;
  private final ElfSegment text;
  private final long codeOffset;

  TextGaps(GoProgram program, ElfSegment text) {
    this.image = program.image();
    this.text = text;
    this.codeOffset = text.offset() + (program.moduleData().text() - text.virtualAddress());
  }

  /**
   * Between the headers, with those that a patch adds, and the note or code behind them. Only as
   * Go's linker lays it out: what others put there cannot be told without section headers.
   */
  VeneerGap behindHeaders() {
    long start = endOfHeaders();
    boolean isGos = text.offset() == 0 && codeOffset <= HEADERS && start < codeOffset;
    long end = isGos ? Math.min(codeOffset, firstUsedFrom(start)) : start;
    return new VeneerGap(
        "behind the ELF headers", addressOf(zerosBefore(start, end)), addressOf(end));
  }

  private long endOfHeaders() {
    long programHeaders =
        image.programHeaderOffset()
            + (long) (image.segments().size() + NewSegments.MOST_ADDED)
                * ElfLayout.PROGRAM_HEADER_SIZE;
    long sectionHeaders =
        image.sectionHeaderOffset()
            + (long) image.sections().size() * ElfLayout.SECTION_HEADER_SIZE;
    boolean areHere = !image.sections().isEmpty() && image.sectionHeaderOffset() < codeOffset;
    return areHere ? Math.max(programHeaders, sectionHeaders) : programHeaders;
  }

  /** Behind the text, up to the next page that something else uses, in the file and in memory. */
  VeneerGap behindText() {
    long end = text.endAddress();
    long pageEnd = Placement.alignUp(end, Placement.LARGEST_PAGE);
    for (ElfSegment next : image.loadSegments()) {
      if (next.virtualAddress() >= end && next.virtualAddress() < pageEnd) {
        pageEnd = Math.min(pageEnd, next.virtualAddress() & -Placement.PAGE);
      }
    }
    long start = text.endOffset();
    long limit = Math.min(firstUsedFrom(start), start + Math.max(0, pageEnd - end));
    boolean isWhole = text.memorySize() == text.fileSize();
    return new VeneerGap(
        "behind the text",
        addressOf(start),
        addressOf(isWhole ? zerosBehind(start, limit) : start));
  }

  /** The first file offset at which a segment or a section begins, or the file ends. */
  private long firstUsedFrom(long offset) {
    LongStream segments =
        image.segments().stream().filter(s -> s.fileSize() > 0).mapToLong(ElfSegment::offset);
    LongStream sections =
        image.sections().stream().filter(s -> s.sizeInFile() > 0).mapToLong(ElfSection::offset);
    return Stream.of(segments, sections)
        .flatMapToLong(offsets -> offsets)
        .filter(used -> used >= offset)
        .reduce(image.size(), Math::min);
  }

  private long zerosBehind(long start, long limit) {
    ByteBuffer bytes = image.bytes();
    long at = start;
    while (at < limit && bytes.get((int) at) == 0) {
      at++;
    }
    return at;
  }

  private long zerosBefore(long start, long limit) {
    ByteBuffer bytes = image.bytes();
    long at = limit;
    while (at > start && bytes.get((int) at - 1) == 0) {
      at--;
    }
    return at;
  }

  private long addressOf(long offset) {
    return text.virtualAddress() + (offset - text.offset());
  }
}
