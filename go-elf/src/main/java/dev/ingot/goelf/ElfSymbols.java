package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;

/**
 * Reads {@code .symtab}. Not done through jelf, which looks the string table up by the name {@code
 * .strtab} instead of following {@code sh_link}, and whose section numbers are signed.
 */
final class ElfSymbols {
  private static final int ST_INFO = 4;
  private static final int ST_SHNDX = 6;
  private static final int ST_SIZE = 16;

  private final ByteBuffer bytes;
  private final int table;
  private final int names;
  private final int count;

  /**
   * @param table file offset of the first entry
   * @param names file offset of their names
   * @param count entries, the null entry included
   */
  private ElfSymbols(ByteBuffer bytes, int table, int names, int count) {
    this.bytes = bytes;
    this.table = table;
    this.names = names;
    this.count = count;
  }

  /** A file's symbols; none when it is stripped. */
  static ElfSymbols of(ElfImage image) {
    Optional<ElfSection> found =
        image.sections().stream().filter(s -> s.type() == ElfSection.SYMBOL_TABLE).findFirst();
    return found
        .map(
            section ->
                new ElfSymbols(
                    image.bytes(),
                    (int) section.offset(),
                    (int) image.sections().get(section.link()).offset(),
                    (int) (section.size() / ElfLayout.SYMBOL_SIZE)))
        .orElseGet(() -> new ElfSymbols(image.bytes(), 0, 0, 0));
  }

  /** All but the null entry. */
  List<ElfSymbol> all() {
    return new SymbolList();
  }

  /** Those of some sections. The rest, which are most, are skipped by their numbers alone. */
  List<ElfSymbol> in(Set<Integer> sections) {
    List<ElfSymbol> found = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      if (sections.contains(sectionOf(entryOf(i)))) {
        found.add(read(i));
      }
    }
    return found;
  }

  private int entryOf(int index) {
    return table + index * ElfLayout.SYMBOL_SIZE;
  }

  private int sectionOf(int entry) {
    return bytes.getShort(entry + ST_SHNDX) & 0xffff;
  }

  private ElfSymbol read(int index) {
    int entry = entryOf(index);
    return new ElfSymbol(
        index,
        ElfSections.textAt(bytes, names + bytes.getInt(entry)),
        bytes.getLong(entry + ElfSymbol.VALUE_OFFSET),
        bytes.getLong(entry + ST_SIZE),
        bytes.get(entry + ST_INFO) & 0xf,
        sectionOf(entry),
        entry);
  }

  private final class SymbolList extends AbstractList<ElfSymbol> implements RandomAccess {
    @Override
    public ElfSymbol get(int index) {
      return read(Objects.checkIndex(index, size()) + 1);
    }

    @Override
    public int size() {
      return Math.max(0, count - 1);
    }
  }
}
