package dev.ingot.goelf;

/**
 * Offsets and values of the 64-bit ELF structures (ELF gABI version 4.1 with the 64-bit object
 * format; machine and type numbers from the same). Offsets in bytes from the start of the
 * structure.
 */
public final class ElfLayout {
  /** {@code \x7fELF} read as a little-endian word. */
  public static final int MAGIC = 0x464c457f;

  public static final int HEADER_SIZE = 64;
  public static final int PROGRAM_HEADER_SIZE = 56;
  public static final int SECTION_HEADER_SIZE = 64;
  public static final int SYMBOL_SIZE = 24;

  public static final int E_CLASS = 4;
  public static final int E_DATA = 5;
  public static final int E_TYPE = 16;
  public static final int E_MACHINE = 18;
  public static final int E_ENTRY = 24;
  public static final int E_PHOFF = 32;
  public static final int E_SHOFF = 40;
  public static final int E_PHENTSIZE = 54;
  public static final int E_PHNUM = 56;
  public static final int E_SHENTSIZE = 58;
  public static final int E_SHNUM = 60;
  public static final int E_SHSTRNDX = 62;

  public static final int P_TYPE = 0;
  public static final int P_FLAGS = 4;
  public static final int P_OFFSET = 8;
  public static final int P_VADDR = 16;
  public static final int P_PADDR = 24;
  public static final int P_FILESZ = 32;
  public static final int P_MEMSZ = 40;
  public static final int P_ALIGN = 48;

  public static final int SH_NAME = 0;
  public static final int SH_TYPE = 4;
  public static final int SH_FLAGS = 8;
  public static final int SH_ADDR = 16;
  public static final int SH_OFFSET = 24;
  public static final int SH_SIZE = 32;
  public static final int SH_LINK = 40;
  public static final int SH_INFO = 44;
  public static final int SH_ADDRALIGN = 48;
  public static final int SH_ENTSIZE = 56;

  /** {@code ELFCLASS64}. */
  public static final int CLASS_64 = 2;

  /** {@code ELFDATA2LSB}. */
  public static final int LITTLE_ENDIAN = 1;

  /** {@code EM_AARCH64}. */
  public static final int MACHINE_AARCH64 = 183;

  /** {@code ET_EXEC}: linked to a fixed address. */
  public static final int TYPE_EXECUTABLE = 2;

  /** {@code ET_DYN}: position independent. */
  public static final int TYPE_SHARED = 3;

  private ElfLayout() {}
}
