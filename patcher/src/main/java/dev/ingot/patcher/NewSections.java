package dev.ingot.patcher;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.GoProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The section headers of the patched file: moved addresses for the zero-filled data, and sections
 * over the stubs and counters, so that disassemblers and symbolizers see them.
 */
final class NewSections {
  private static final String STUBS = ".ingot.stubs";
  private static final String COUNTERS = ".ingot.counters";

  private final ElfImage image;
  private final List<ElfSection> sections = new ArrayList<>();
  private final List<Integer> names = new ArrayList<>();
  private final ByteArrayOutputStream namesTable = new ByteArrayOutputStream();

  private NewSections(ElfImage image) {
    this.image = image;
  }

  /**
   * @param moved gives each of the original's sections its new place in file and memory
   */
  static NewSections of(
      GoProgram program, Placement placement, OwnSegments own, UnaryOperator<ElfSection> moved) {
    NewSections result = new NewSections(program.image());
    if (!program.image().sections().isEmpty()) {
      result.copyOriginal(
          ZeroFill.sectionsIn(program, placement.bss()), placement.bss().delta(), moved);
      if (own.codeSize() > 0) {
        result.add(
            STUBS,
            ElfSection.PROGRAM_BITS,
            ElfSection.ALLOCATED | ElfSection.INSTRUCTIONS,
            placement.stubs(),
            placement.stubsOffset(),
            own.codeSize());
      }
      if (own.zerosSize() > 0) {
        result.add(
            COUNTERS,
            ElfSection.NO_BITS,
            ElfSection.ALLOCATED | ElfSection.WRITE,
            placement.counters(),
            placement.counters() % Placement.LARGEST_PAGE,
            own.zerosSize());
      }
    }
    return result;
  }

  /** Gives a section other bytes, which start at the file offset. */
  void replace(ReplacedSection section, long offset) {
    int index = section.original().index();
    if (!section.name().equals(section.original().name())) {
      names.set(index, addName(section.name()));
    }
    sections.set(index, section.at(offset));
  }

  int count() {
    return sections.size();
  }

  /** The original's section names and the new ones behind them. */
  byte[] namesTable() {
    return namesTable.toByteArray();
  }

  /**
   * The section header table.
   *
   * @param namesOffset file offset of {@link #namesTable}
   */
  byte[] headerTable(long namesOffset) {
    int index = image.sectionNamesIndex();
    List<ElfSection> placed = new ArrayList<>(sections);
    ElfSection old = sections.get(index);
    placed.set(index, withNames(old, namesOffset));
    return HeaderTables.ofSections(placed, names);
  }

  private void copyOriginal(
      List<ElfSection> zeroFilled, long delta, UnaryOperator<ElfSection> moved) {
    ElfSection table = image.sections().get(image.sectionNamesIndex());
    byte[] original = new byte[(int) table.size()];
    image.bytes().get((int) table.offset(), original);
    namesTable.writeBytes(original);
    for (ElfSection section : image.sections()) {
      long header =
          image.sectionHeaderOffset() + (long) section.index() * ElfLayout.SECTION_HEADER_SIZE;
      names.add(image.bytes().getInt((int) header + ElfLayout.SH_NAME));
      sections.add(
          zeroFilled.contains(section)
              ? section.at(section.offset(), section.address() + delta)
              : moved.apply(section));
    }
  }

  private void add(String name, int type, long flags, long address, long offset, int size) {
    names.add(addName(name));
    sections.add(
        new ElfSection(sections.size(), name, type, flags, address, offset, size, 0, 0, 16, 0));
  }

  /** Appends a name and gives its offset in the table. */
  private int addName(String name) {
    int offset = namesTable.size();
    namesTable.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    namesTable.write(0);
    return offset;
  }

  private ElfSection withNames(ElfSection s, long offset) {
    return new ElfSection(
        s.index(),
        s.name(),
        s.type(),
        s.flags(),
        s.address(),
        offset,
        namesTable.size(),
        s.link(),
        s.info(),
        s.alignment(),
        s.entrySize());
  }
}
