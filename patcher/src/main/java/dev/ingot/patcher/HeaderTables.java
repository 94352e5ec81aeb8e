package dev.ingot.patcher;

import dev.ingot.goelf.ElfLayout;
import dev.ingot.goelf.ElfSection;
import dev.ingot.goelf.ElfSegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Program and section header tables as bytes. */
final class HeaderTables {
  private HeaderTables() {}

  static byte[] ofSegments(List<ElfSegment> segments) {
    byte[] bytes = new byte[segments.size() * ElfLayout.PROGRAM_HEADER_SIZE];
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (ElfSegment s : segments) {
      table.putInt(s.type()).putInt(s.flags()).putLong(s.offset());
      table.putLong(s.virtualAddress()).putLong(s.physicalAddress());
      table.putLong(s.fileSize()).putLong(s.memorySize()).putLong(s.alignment());
    }
    return bytes;
  }

  /**
   * The section header table.
   *
   * @param names offset of each section's name in the string table
   */
  static byte[] ofSections(List<ElfSection> sections, List<Integer> names) {
    byte[] bytes = new byte[sections.size() * ElfLayout.SECTION_HEADER_SIZE];
    ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < sections.size(); i++) {
      ElfSection s = sections.get(i);
      table.putInt(names.get(i)).putInt(s.type()).putLong(s.flags()).putLong(s.address());
      table.putLong(s.offset()).putLong(s.size()).putInt(s.link()).putInt(s.info());
      table.putLong(s.alignment()).putLong(s.entrySize());
    }
    return bytes;
  }

  /** PT_PHDR of a table of {@code count} program headers. */
  static ElfSegment resized(ElfSegment s, int count) {
    long size = (long) count * ElfLayout.PROGRAM_HEADER_SIZE;
    return new ElfSegment(
        s.type(),
        s.flags(),
        s.offset(),
        s.virtualAddress(),
        s.physicalAddress(),
        size,
        size,
        s.alignment());
  }
}
