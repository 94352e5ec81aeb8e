package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code .symtab}. Not done through jelf, which looks the string table up by the name {@code
 * .strtab} instead of following {@code sh_link}, and whose section numbers are signed.
 */
final class ElfSymbols {
  private static final int ST_INFO = 4;
  private static final int ST_SHNDX = 6;
  private static final int ST_SIZE = 16;

  private ElfSymbols() {}

  static List<ElfSymbol> read(ElfImage image) {
    return image.sections().stream()
        .filter(s -> s.type() == ElfSection.SYMBOL_TABLE)
        .findFirst()
        .map(table -> entries(image, table))
        .orElse(List.of());
  }

  private static List<ElfSymbol> entries(ElfImage image, ElfSection table) {
    ByteBuffer bytes = image.bytes();
    int names = (int) image.sections().get(table.link()).offset();
    int count = (int) (table.size() / ElfLayout.SYMBOL_SIZE);
    List<ElfSymbol> symbols = new ArrayList<>(Math.max(0, count - 1));
    for (int i = 1; i < count; i++) {
      int entry = (int) table.offset() + i * ElfLayout.SYMBOL_SIZE;
      symbols.add(
          new ElfSymbol(
              i,
              ElfSections.textAt(bytes, names + bytes.getInt(entry)),
              bytes.getLong(entry + ElfSymbol.VALUE_OFFSET),
              bytes.getLong(entry + ST_SIZE),
              bytes.get(entry + ST_INFO) & 0xf,
              bytes.getShort(entry + ST_SHNDX) & 0xffff,
              entry));
    }
    return List.copyOf(symbols);
  }
}
