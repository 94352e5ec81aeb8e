package dev.ingot.goelf;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Checks every offset, count and size of an ELF file against the file's length before a parser
 * trusts one of them. Parsers in use cut offsets to 32 bits and allocate by unchecked sizes; behind
 * this check neither can happen.
 */
final class ElfBounds {
  /** VAs of a user program are below this (Arm ARM D8.1: 48-bit VA, TTBR0 half). */
  static final long ADDRESS_LIMIT = 1L << 48;

  /** {@code PN_XNUM} and {@code SHN_LORESERVE} are far above; a Go program has about 10 and 25. */
  private static final int MOST_HEADERS = 0x7fff;

  private static final Map<Integer, String> MACHINES =
      Map.of(
          3,
          "x86",
          8,
          "MIPS",
          21,
          "PowerPC 64",
          22,
          "S390",
          40,
          "Arm 32-bit",
          62,
          "x86-64",
          183,
          "AArch64",
          243,
          "RISC-V",
          258,
          "LoongArch");

  private static final String DAMAGED = "the file is damaged: build or copy it again";

  private final ByteBuffer bytes;
  private final String file;
  private boolean hasMissingPart;

  private ElfBounds(ByteBuffer bytes, String file) {
    this.bytes = bytes;
    this.file = file;
  }

  /**
   * Passes when headers, segments, sections and symbol tables lie inside the file.
   *
   * @param bytes the whole file, little endian
   * @param file the name for refusals
   * @throws RefusedException with the first field that does not hold
   */
  static void check(ByteBuffer bytes, String file) {
    ElfBounds bounds = new ElfBounds(bytes, file);
    bounds.checkIdentification();
    bounds.checkTable(
        "e_phoff",
        ElfLayout.E_PHOFF,
        ElfLayout.E_PHENTSIZE,
        ElfLayout.E_PHNUM,
        ElfLayout.PROGRAM_HEADER_SIZE);
    bounds.checkTable(
        "e_shoff",
        ElfLayout.E_SHOFF,
        ElfLayout.E_SHENTSIZE,
        ElfLayout.E_SHNUM,
        ElfLayout.SECTION_HEADER_SIZE);
    bounds.checkSegments();
    bounds.checkSections();
  }

  private void checkIdentification() {
    if (bytes.limit() < 4 || bytes.getInt(0) != ElfLayout.MAGIC) {
      throw refuse(
          "offset 0x0",
          firstBytes(),
          "the ELF magic 7f 45 4c 46",
          "give the file that `go build` wrote");
    }
    if (bytes.limit() < ElfLayout.HEADER_SIZE) {
      throw refuse(
          "ELF header",
          bytes.limit() + " bytes",
          "at least 64 bytes",
          "the file is cut short: build or copy it again");
    }
    requireByte("EI_CLASS", ElfLayout.E_CLASS, ElfLayout.CLASS_64, "2 (64-bit)");
    requireByte("EI_DATA", ElfLayout.E_DATA, ElfLayout.LITTLE_ENDIAN, "1 (little endian)");
    int machine = u16(ElfLayout.E_MACHINE);
    if (machine != ElfLayout.MACHINE_AARCH64) {
      throw refuse(
          "e_machine",
          "%d (%s)".formatted(machine, MACHINES.getOrDefault(machine, "another machine")),
          "183 (AArch64)",
          "build with GOOS=linux GOARCH=arm64");
    }
  }

  private void requireByte(String field, int offset, int allowed, String allowedText) {
    int found = bytes.get(offset) & 0xff;
    if (found != allowed) {
      throw refuse(field, String.valueOf(found), allowedText, "build with GOOS=linux GOARCH=arm64");
    }
  }

  private void checkTable(String field, int offsetField, int sizeField, int countField, int size) {
    int count = u16(countField);
    if (count == 0) {
      return;
    }
    if (count > MOST_HEADERS) {
      throw malformed("count of headers at " + field, String.valueOf(count), "up to 32767");
    }
    if (u16(sizeField) != size) {
      throw malformed(
          "entry size of " + field, String.valueOf(u16(sizeField)), String.valueOf(size));
    }
    requireInside(field, bytes.getLong(offsetField), (long) count * size);
  }

  private void checkSegments() {
    int count = u16(ElfLayout.E_PHNUM);
    int table = (int) bytes.getLong(ElfLayout.E_PHOFF);
    long previousEnd = 0;
    for (int i = 0; i < count; i++) {
      int header = table + i * ElfLayout.PROGRAM_HEADER_SIZE;
      String place = "program header " + i;
      long fileSize = bytes.getLong(header + ElfLayout.P_FILESZ);
      boolean isLoad = bytes.getInt(header + ElfLayout.P_TYPE) == ElfSegment.LOAD;
      requireContent(place, bytes.getLong(header + ElfLayout.P_OFFSET), fileSize, isLoad);
      if (!isLoad) {
        continue;
      }
      long address = bytes.getLong(header + ElfLayout.P_VADDR);
      long memorySize = bytes.getLong(header + ElfLayout.P_MEMSZ);
      requireAddressRange(place, address, memorySize);
      if (fileSize > memorySize) {
        throw malformed(place + " p_filesz", hex(fileSize), "up to p_memsz " + hex(memorySize));
      }
      if (address < previousEnd) {
        throw malformed(
            place + " p_vaddr",
            hex(address),
            "from " + hex(previousEnd) + ", the end of the PT_LOAD before it");
      }
      previousEnd = address + memorySize;
    }
  }

  /** A PT_LOAD may begin before the file does, see {@link ElfSegment#withoutMissingPart}. */
  private void requireContent(String place, long offset, long fileSize, boolean isLoad) {
    boolean beginsBefore = isLoad && offset < 0 && offset + fileSize > 0;
    hasMissingPart |= beginsBefore;
    requireInside(place, beginsBefore ? 0 : offset, beginsBefore ? fileSize + offset : fileSize);
  }

  private void checkSections() {
    int count = u16(ElfLayout.E_SHNUM);
    if (count == 0) {
      return;
    }
    int table = (int) bytes.getLong(ElfLayout.E_SHOFF);
    int namesIndex = u16(ElfLayout.E_SHSTRNDX);
    if (namesIndex >= count || sectionType(table, namesIndex) != ElfSection.STRING_TABLE) {
      throw malformed("e_shstrndx", String.valueOf(namesIndex), "the index of a string table");
    }
    for (int i = 0; i < count; i++) {
      int header = table + i * ElfLayout.SECTION_HEADER_SIZE;
      checkSection(header, "section header " + i, table, count);
    }
    requireNames(table, count, namesIndex);
  }

  private void checkSection(int header, String place, int table, int count) {
    int type = bytes.getInt(header + ElfLayout.SH_TYPE);
    long offset = bytes.getLong(header + ElfLayout.SH_OFFSET);
    long size = bytes.getLong(header + ElfLayout.SH_SIZE);
    if (type != ElfSection.NO_BITS && type != ElfSection.NULL) {
      requireInside(place, offset, size);
    }
    if ((bytes.getLong(header + ElfLayout.SH_FLAGS) & ElfSection.ALLOCATED) != 0) {
      requireAddressRange(place, bytes.getLong(header + ElfLayout.SH_ADDR), size);
    }
    if (type == ElfSection.SYMBOL_TABLE) {
      checkSymbolTable(header, place, table, count);
    }
  }

  private void checkSymbolTable(int header, String place, int table, int count) {
    long entrySize = bytes.getLong(header + ElfLayout.SH_ENTSIZE);
    if (entrySize != ElfLayout.SYMBOL_SIZE) {
      throw malformed(place + " sh_entsize", String.valueOf(entrySize), "24");
    }
    int link = bytes.getInt(header + ElfLayout.SH_LINK);
    if (link < 0 || link >= count || sectionType(table, link) != ElfSection.STRING_TABLE) {
      throw malformed(place + " sh_link", String.valueOf(link), "the index of a string table");
    }
    requireTerminated(place + " sh_link", table, link);
    int first = (int) bytes.getLong(header + ElfLayout.SH_OFFSET);
    long symbols = bytes.getLong(header + ElfLayout.SH_SIZE) / ElfLayout.SYMBOL_SIZE;
    long namesSize = sectionSize(table, link);
    for (int i = 0; i < symbols; i++) {
      int name = bytes.getInt(first + i * ElfLayout.SYMBOL_SIZE);
      if (name < 0 || name > 0 && name >= namesSize) {
        throw malformed(
            place + " symbol " + i + " st_name",
            hex(name & 0xffffffffL),
            "less than " + hex(namesSize));
      }
    }
  }

  private void requireNames(int table, int count, int namesIndex) {
    requireTerminated("e_shstrndx", table, namesIndex);
    long namesSize = sectionSize(table, namesIndex);
    for (int i = 0; i < count; i++) {
      int name = bytes.getInt(table + i * ElfLayout.SECTION_HEADER_SIZE + ElfLayout.SH_NAME);
      if (name < 0 || name > 0 && name >= namesSize) {
        throw malformed(
            "section header " + i + " sh_name",
            hex(name & 0xffffffffL),
            "less than " + hex(namesSize));
      }
    }
  }

  /** A string table that ends with NUL: every name in it then ends inside it. */
  private void requireTerminated(String place, int table, int index) {
    int header = table + index * ElfLayout.SECTION_HEADER_SIZE;
    long offset = bytes.getLong(header + ElfLayout.SH_OFFSET);
    long size = bytes.getLong(header + ElfLayout.SH_SIZE);
    requireInside(place, offset, size);
    if (size == 0 || bytes.get((int) (offset + size - 1)) != 0) {
      throw refuse(
          place,
          "a string table without a final NUL",
          "a final NUL",
          hasMissingPart
              ? "linked by Go 1.19 or older with -T: use an address that is 4096 above a multiple"
                  + " of 65536, as 0x11000"
              : DAMAGED);
    }
  }

  private int sectionType(int table, int index) {
    return bytes.getInt(table + index * ElfLayout.SECTION_HEADER_SIZE + ElfLayout.SH_TYPE);
  }

  private long sectionSize(int table, int index) {
    return bytes.getLong(table + index * ElfLayout.SECTION_HEADER_SIZE + ElfLayout.SH_SIZE);
  }

  private void requireInside(String place, long offset, long size) {
    if (offset < 0 || size < 0 || offset > bytes.limit() || size > bytes.limit() - offset) {
      throw refuse(
          place,
          "%s bytes at offset %s".formatted(hex(size), hex(offset)),
          "inside the file's %s bytes".formatted(hex(bytes.limit())),
          "the file is truncated or damaged: build or copy it again");
    }
  }

  private void requireAddressRange(String place, long address, long size) {
    if (address < 0 || size < 0 || address > ADDRESS_LIMIT || size > ADDRESS_LIMIT - address) {
      throw malformed(place, "%s bytes at VA %s".formatted(hex(size), hex(address)), "below 2^48");
    }
  }

  private RefusedException malformed(String place, String found, String allowed) {
    return refuse(place, found, allowed, DAMAGED);
  }

  private RefusedException refuse(String place, String found, String allowed, String remedy) {
    return new RefusedException(new Refusal(file, place, found, allowed, remedy));
  }

  private String firstBytes() {
    if (bytes.limit() == 0) {
      return "an empty file";
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(4, bytes.limit()); i++) {
      text.append("%02x ".formatted(bytes.get(i)));
    }
    return text.toString().strip();
  }

  private int u16(int offset) {
    return bytes.getShort(offset) & 0xffff;
  }

  private static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }
}
