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
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Makes room for more program headers and appends what they load. Go's linker puts the section
 * header table right behind the program headers; moved to the end of the file it leaves some 4 KiB
 * free, so that the program headers grow in place and nothing that is loaded moves in the file.
 */
final class ElfRewrite {
  private final ElfImage image;
  private final DisplacedNotes notes;
  private final Optional<CongruentCopy> copy;
  private final List<ElfSegment> segments;
  private final List<Edit> edits = new ArrayList<>();
  private long end;

  private ElfRewrite(
      ElfImage image,
      DisplacedNotes notes,
      Optional<CongruentCopy> copy,
      List<ElfSegment> segments) {
    this.image = image;
    this.notes = notes;
    this.copy = copy;
    this.segments = segments;
    this.end = image.size();
  }

  /**
   * Decides the new headers and everything behind the end of the original.
   *
   * @param added what stands behind the original's bytes
   * @param veneers in the room behind the text
   * @param inPlace the edits of what the original loads
   */
  static ElfRewrite of(
      GoProgram program,
      Placement placement,
      AddedContent added,
      Veneers veneers,
      List<Edit> inPlace) {
    ElfImage image = program.image();
    OwnSegments own = added.own();
    boolean mappable = image.loadSegments().stream().allMatch(ElfSegment::isCongruent);
    if (own.isEmpty() && placement.bss().delta() == 0 && veneers.isEmpty() && mappable) {
      return new ElfRewrite(image, DisplacedNotes.NONE, Optional.empty(), image.segments());
    }
    DisplacedNotes notes = DisplacedNotes.of(program, placement, own);
    OwnSegments all = own.withNotes(notes, placement);
    List<ElfSegment> placed =
        NewSegments.of(program, placement, all).stream()
            .map(veneers::grown)
            .map(notes::moved)
            .toList();
    long free = all.isEmpty() ? image.size() : placement.stubsOffset() + all.codeSize();
    Optional<CongruentCopy> copy = CongruentCopy.of(image, placed, free);
    List<ElfSegment> segments =
        placed.stream().map(s -> copy.map(c -> c.moved(s)).orElse(s)).toList();
    ElfRewrite rewrite = new ElfRewrite(image, notes, copy, segments);
    rewrite.appendCode(placement, added);
    rewrite.appendNotes();
    rewrite.reserveCopy();
    NewSections sections = NewSections.of(program, placement, all, rewrite::moved);
    added.debugInfo().ifPresent(section -> rewrite.appendSection(section, sections));
    rewrite.moveSectionHeaders(sections);
    rewrite.growProgramHeaders();
    rewrite.fillCopy(inPlace);
    return rewrite;
  }

  List<Edit> edits() {
    return edits;
  }

  /** The program headers of the patched file. */
  List<ElfSegment> segments() {
    return segments;
  }

  private void appendCode(Placement placement, AddedContent added) {
    if (added.stubs().size() > 0) {
      padTo(placement.stubsOffset());
      append(OptionalLong.of(placement.stubs()), EditKind.STUBS, "barrier stubs", added.stubs());
    }
    for (PlacedCode code : added.userCode()) {
      padTo(placement.stubsOffset() + (code.address() - placement.stubs()));
      append(
          OptionalLong.of(code.address()),
          EditKind.USER_CODE,
          code.code().name(),
          code.placed().bytes());
    }
  }

  private void appendSection(ReplacedSection section, NewSections sections) {
    sections.replace(section, end);
    append(OptionalLong.empty(), EditKind.DEBUG_INFO, section.name(), section.content());
  }

  private void appendNotes() {
    if (!notes.isEmpty()) {
      padTo(notes.newOffset());
      append(
          OptionalLong.of(notes.newAddress()),
          EditKind.PROGRAM_HEADERS,
          "notes that gave way to the program header table",
          Bytes.of(notes.content(image)));
    }
  }

  private void reserveCopy() {
    copy.ifPresent(
        c -> {
          padTo(c.to());
          end += c.size();
        });
  }

  private ElfSection moved(ElfSection section) {
    ElfSection placed = notes.moved(section);
    return copy.map(c -> c.moved(placed)).orElse(placed);
  }

  /** The copy is of the patched bytes, so that it comes last. */
  private void fillCopy(List<Edit> inPlace) {
    copy.ifPresent(
        c -> {
          List<Edit> before = new ArrayList<>(inPlace);
          edits.stream().filter(StructureEdit.class::isInstance).forEach(before::add);
          byte[] patched = PatchedBytes.apply(image, before);
          byte[] content = Arrays.copyOfRange(patched, (int) c.from(), (int) (c.from() + c.size()));
          edits.add(
              new AppendEdit(
                  c.to(),
                  OptionalLong.empty(),
                  EditKind.SEGMENT_COPY,
                  "the text segment where it can be mapped",
                  Bytes.of(content)));
        });
  }

  private void moveSectionHeaders(NewSections sections) {
    if (image.sections().isEmpty()) {
      return;
    }
    long namesOffset = end;
    append(
        OptionalLong.empty(),
        EditKind.SECTION_HEADERS,
        "section names",
        Bytes.of(sections.namesTable()));
    padTo(Placement.alignUp(end, 8));
    long tableOffset = end;
    append(
        OptionalLong.empty(),
        EditKind.SECTION_HEADERS,
        "section header table",
        Bytes.of(sections.headerTable(namesOffset)));
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

  /** What the program headers grow over: the old section headers, displaced notes or zeros. */
  private void requireRoom(long start, long tableEnd) {
    long oldEnd = start + (long) image.segments().size() * ElfLayout.PROGRAM_HEADER_SIZE;
    boolean free =
        tableEnd <= image.size()
            && image.sections().stream()
                .filter(s -> s.sizeInFile() > 0 && !notes.covers(s.offset(), s.size()))
                .noneMatch(s -> s.offset() < tableEnd && s.offset() + s.size() > oldEnd);
    ByteBuffer bytes = image.bytes();
    for (long at = oldEnd; free && at < tableEnd; at++) {
      free = isInSectionHeaders(at) || notes.covers(at, 1) || bytes.get((int) at) == 0;
    }
    if (!free) {
      throw image.refuse(
          "program header table at file offset 0x%x".formatted(start),
          "no room for %d headers".formatted(segments.size()),
          "free bytes up to file offset 0x%x".formatted(tableEnd),
          "give the file as `go build` wrote it, not changed by other tools");
    }
  }

  private boolean isInSectionHeaders(long offset) {
    long start = image.sectionHeaderOffset();
    long size = (long) image.sections().size() * ElfLayout.SECTION_HEADER_SIZE;
    return !image.sections().isEmpty() && offset >= start && offset < start + size;
  }

  private void padTo(long offset) {
    if (offset > end) {
      append(
          OptionalLong.empty(), EditKind.PADDING, "alignment", Bytes.zeros((int) (offset - end)));
    }
  }

  private void append(OptionalLong address, EditKind kind, String symbol, Bytes content) {
    if (content.size() == 0) {
      return;
    }
    edits.add(new AppendEdit(end, address, kind, symbol, content));
    end += content.size();
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
