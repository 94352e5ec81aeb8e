package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the section header table. Not done through jelf, which also parses what the sections hold:
 * it allocates by the counts that it finds there, and an object for every relocation record.
 */
final class ElfSections {
  private ElfSections() {}

  /**
   * The section headers, empty when the file has none.
   *
   * @param bytes a file that passed {@link ElfBounds}
   */
  static List<ElfSection> read(ByteBuffer bytes) {
    int count = bytes.getShort(ElfLayout.E_SHNUM) & 0xffff;
    int table = (int) bytes.getLong(ElfLayout.E_SHOFF);
    List<ElfSection> sections = new ArrayList<>(count);
    if (count > 0) {
      int namesIndex = bytes.getShort(ElfLayout.E_SHSTRNDX) & 0xffff;
      int namesHeader = table + namesIndex * ElfLayout.SECTION_HEADER_SIZE;
      int names = (int) bytes.getLong(namesHeader + ElfLayout.SH_OFFSET);
      for (int i = 0; i < count; i++) {
        sections.add(read(bytes, i, table + i * ElfLayout.SECTION_HEADER_SIZE, names));
      }
    }
    return List.copyOf(sections);
  }

  private static ElfSection read(ByteBuffer bytes, int index, int header, int names) {
    return new ElfSection(
        index,
        textAt(bytes, names + bytes.getInt(header + ElfLayout.SH_NAME)),
        bytes.getInt(header + ElfLayout.SH_TYPE),
        bytes.getLong(header + ElfLayout.SH_FLAGS),
        bytes.getLong(header + ElfLayout.SH_ADDR),
        bytes.getLong(header + ElfLayout.SH_OFFSET),
        bytes.getLong(header + ElfLayout.SH_SIZE),
        bytes.getInt(header + ElfLayout.SH_LINK),
        bytes.getInt(header + ElfLayout.SH_INFO),
        bytes.getLong(header + ElfLayout.SH_ADDRALIGN),
        bytes.getLong(header + ElfLayout.SH_ENTSIZE));
  }

  /** ElfBounds made sure that the offset is inside a table that ends with NUL. */
  static String textAt(ByteBuffer bytes, int offset) {
    int end = offset;
    while (bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - offset];
    bytes.get(offset, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
