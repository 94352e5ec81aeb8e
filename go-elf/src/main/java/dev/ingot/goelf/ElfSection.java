package dev.ingot.goelf;

/**
 * One section header (ELF gABI, "Sections"). Sections are a hint for tools; a stripped program need
 * not have any, and nothing is loaded by them.
 *
 * @param index place in the section header table; 0 is the null section
 * @param name the name, empty when it has none
 * @param type {@code sh_type}
 * @param flags {@code sh_flags}
 * @param address VA, 0 when the section is not loaded
 * @param offset file offset
 * @param size bytes; for {@link #NO_BITS} bytes of memory, none in the file
 * @param link {@code sh_link}
 * @param info {@code sh_info}
 * @param alignment {@code sh_addralign}
 * @param entrySize {@code sh_entsize}, bytes
 */
public record ElfSection(
    int index,
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize) {
  /** {@code SHT_NULL}. */
  public static final int NULL = 0;

  /** {@code SHT_PROGBITS}. */
  public static final int PROGRAM_BITS = 1;

  /** {@code SHT_SYMTAB}. */
  public static final int SYMBOL_TABLE = 2;

  /** {@code SHT_STRTAB}. */
  public static final int STRING_TABLE = 3;

  /** {@code SHT_RELA}: relocation records with addends. */
  public static final int RELOCATIONS = 4;

  /** {@code SHT_NOBITS}: memory without bytes in the file, as {@code .bss}. */
  public static final int NO_BITS = 8;

  /** {@code SHF_WRITE}. */
  public static final long WRITE = 1;

  /** {@code SHF_ALLOC}: part of the program's memory. */
  public static final long ALLOCATED = 2;

  /** {@code SHF_TLS}: a template of which every thread gets a copy. */
  public static final long THREAD_LOCAL = 0x400;

  /** {@code SHF_EXECINSTR}. */
  public static final long INSTRUCTIONS = 4;

  /**
   * {@code SHF_COMPRESSED}: the bytes in the file are a compression header and what it describes.
   */
  public static final long COMPRESSED = 0x800;

  public boolean isAllocated() {
    return (flags & ALLOCATED) != 0;
  }

  public boolean isThreadLocal() {
    return (flags & THREAD_LOCAL) != 0;
  }

  public boolean hasInstructions() {
    return (flags & INSTRUCTIONS) != 0;
  }

  /** First VA behind the section. */
  public long endAddress() {
    return address + size;
  }

  /** Bytes that the section takes in the file. */
  public long sizeInFile() {
    return type == NO_BITS || type == NULL ? 0 : size;
  }

  /** The same bytes elsewhere. */
  public ElfSection at(long newOffset, long newAddress) {
    return new ElfSection(
        index, name, type, flags, newAddress, newOffset, size, link, info, alignment, entrySize);
  }
}
