package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.Edit.AppendEdit;
import dev.ingot.patcher.Edit.StructureEdit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes room for more program headers and appends what they load. Go's linker puts the section
 * header table right behind the program headers; moved to the end of the file it leaves some 4 KiB
 * free, so that the program headers grow in place and nothing that is loaded moves in the file.
 */
final class ElfRewrite {
  private final ElfImage image;
  private final List<ElfSegment> segments;
  private final List<Edit> edits = new ArrayList<>();
  private long end;

  private ElfRewrite(ElfImage image, List<ElfSegment> segments) {
    this.image = image;
    this.segments = segments;
    this.end = image.size();
  }

  /**
   * The edits that give the file these program headers.
   *
   * @param stubs code of the barrier stubs, empty for none
   * @param userCode behind them
   */
  static List<Edit> edits(
      GoProgram program,
      List<ElfSegment> segments,
      Placement placement,
      OwnSegments own,
      byte[] stubs,
      List<PlacedCode> userCode) {
    ElfRewrite rewrite = new ElfRewrite(program.image(), segments);
    if (!own.isEmpty()) {
      rewrite.padTo(placement.stubsOffset());
      rewrite.append(OptionalLong.of(placement.stubs()), EditKind.STUBS, "barrier stubs", stubs);
      for (PlacedCode code : userCode) {
        rewrite.padTo(placement.stubsOffset() + (code.address() - placement.stubs()));
        rewrite.append(
            OptionalLong.of(code.address()),
            EditKind.USER_CODE,
            code.code().name(),
            code.placed().bytes().toArray());
      }
    }
    rewrite.moveSectionHeaders(NewSections.of(program, placement, own));
    rewrite.growProgramHeaders();
    return rewrite.edits;
  }

  private void moveSectionHeaders(NewSections sections) {
    if (image.sections().isEmpty()) {
      return;
    }
    long namesOffset = end;
    append(OptionalLong.empty(), EditKind.SECTION_HEADERS, "section names", sections.namesTable());
    padTo(Placement.alignUp(end, 8));
    long tableOffset = end;
    append(
        OptionalLong.empty(),
        EditKind.SECTION_HEADERS,
        "section header table",
        sections.headerTable(namesOffset));
    replaceLong(ElfLayout.E_SHOFF, "e_shoff", tableOffset);
    replaceShort(ElfLayout.E_SHNUM, "e_shnum", sections.count());
  }

  private void growProgramHeaders() {
    byte[] table = HeaderTables.ofSegments(segments);
    long start = image.programHeaderOffset();
    long tableEnd = start + table.length;
    requireRoom(start, tableEnd);
    replace(start, EditKind.PROGRAM_HEADERS, "program header table", table);
    if (!image.sections().isEmpty()) {
      long oldStart = image.sectionHeaderOffset();
      long oldEnd = oldStart + (long) image.sections().size() * ElfLayout.SECTION_HEADER_SIZE;
      if (oldStart >= tableEnd || oldEnd > tableEnd) {
        long from = Math.max(oldStart, tableEnd);
        replace(
            from,
            EditKind.SECTION_HEADERS,
            "old place of the section header table",
            new byte[(int) (oldEnd - from)]);
      }
    }
    replaceShort(ElfLayout.E_PHNUM, "e_phnum", segments.size());
  }

  /** What the program headers grow over must be the old section header table or zeros. */
  private void requireRoom(long start, long tableEnd) {
    long oldEnd = start + (long) image.segments().size() * ElfLayout.PROGRAM_HEADER_SIZE;
    long sectionsStart = image.sections().isEmpty() ? 0 : image.sectionHeaderOffset();
    long sectionsEnd =
        sectionsStart + (long) image.sections().size() * ElfLayout.SECTION_HEADER_SIZE;
    long firstUsed = Math.min(firstSectionByte(), image.size());
    for (ElfSegment segment : image.segments()) {
      if (segment.type() == ElfSegment.NOTE || segment.type() == ElfSegment.INTERPRETER) {
        firstUsed = Math.min(firstUsed, segment.offset());
      }
    }
    boolean free = tableEnd <= firstUsed;
    for (long at = oldEnd; free && at < tableEnd; at++) {
      boolean inSectionHeaders = at >= sectionsStart && at < sectionsEnd;
      free = inSectionHeaders || image.bytes().get((int) at) == 0;
    }
    if (!free) {
      throw image.refuse(
          "program header table at file offset 0x%x".formatted(start),
          "no room for %d headers".formatted(segments.size()),
          "free bytes up to file offset 0x%x".formatted(tableEnd),
          "give the file as `go build` wrote it, not changed by other tools");
    }
  }

  private long firstSectionByte() {
    return image.sections().stream()
        .filter(s -> s.sizeInFile() > 0)
        .mapToLong(ElfSection::offset)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private void padTo(long offset) {
    if (offset > end) {
      append(OptionalLong.empty(), EditKind.PADDING, "alignment", new byte[(int) (offset - end)]);
    }
  }

  private void append(OptionalLong address, EditKind kind, String symbol, byte[] content) {
    if (content.length == 0) {
      return;
    }
    edits.add(new AppendEdit(end, address, kind, symbol, Bytes.of(content)));
    end += content.length;
  }

  private void replaceShort(int offset, String field, int value) {
    replace(
        offset,
        EditKind.ELF_HEADER,
        field,
        ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort((short) value).array());
  }

  private void replaceLong(int offset, String field, long value) {
    replace(
        offset,
        EditKind.ELF_HEADER,
        field,
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private void replace(long offset, EditKind kind, String symbol, byte[] content) {
    byte[] old = new byte[content.length];
    image.bytes().get((int) offset, old);
    if (!Arrays.equals(old, content)) {
      edits.add(
          new StructureEdit(
              offset, OptionalLong.empty(), kind, symbol, Bytes.of(old), Bytes.of(content)));
    }
  }
}
