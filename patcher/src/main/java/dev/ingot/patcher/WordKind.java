package dev.ingot.patcher;

/** What a word of a program is, as far as a comparison of two files explains it. */
public enum WordKind {
  /** {@code BL}. */
  CALL("call"),
  /** Any other branch with an address in it. */
  BRANCH("branch"),
  /** {@code ADRP} or {@code ADR}. */
  PAGE_ADDRESS("page address"),
  /** Low 12 bits of an address, in the instruction behind an {@code ADRP}. */
  PAGE_OFFSET("page offset"),
  /** An instruction without an address. */
  INSTRUCTION("instruction"),
  /** Pointer variable of the initialised data. */
  DATA_POINTER("data pointer"),
  /** Initialised data that is no pointer. */
  DATA("data"),
  /** Field of {@code runtime.moduledata}. */
  MODULE_DATA("module data"),
  /** Function table. */
  FUNCTION_TABLE("function table"),
  /** Type descriptor. */
  TYPE("type descriptor"),
  /** Integrity sum of the FIPS 140 module. */
  FIPS_SUM("FIPS sum"),
  /** Other memory of the program. */
  MEMORY("other memory"),
  ELF_HEADER("ELF header"),
  PROGRAM_HEADERS("program headers"),
  SECTION_HEADERS("section headers"),
  /** Entry of {@code .symtab}. */
  SYMBOL("symbol"),
  /** Bytes that are not loaded, such as DWARF. */
  NOT_LOADED("not loaded"),
  /** Behind the end of the first file. */
  ADDED("added"),
  /** Behind the end of the second file. */
  REMOVED("removed");

  private final String text;

  WordKind(String text) {
    this.text = text;
  }

  /** The name in reports. */
  public String text() {
    return text;
  }
}
