package dev.ingot.patcher;

import java.util.Arrays;
import java.util.Optional;

/** Why a change was made. */
public enum EditKind {
  /** {@code BL} to a write-barrier routine now goes to its stub. */
  BARRIER_CALL("barrier-call", "calls of write-barrier routines"),
  /** {@code BL} to a function now goes to the one that was asked for. */
  FUNCTION_CALL("function-call", "calls redirected by request"),
  /** First instruction of a function that must not run in a freestanding kernel. */
  FUNCTION_ENTRY("function-entry", "entries of functions that must not run"),
  /** {@code ADRP} of moved data. */
  PAGE_ADDRESS("page-address", "ADRP of moved data"),
  /** Low 12 bits of the address of moved data, in the instruction behind the {@code ADRP}. */
  PAGE_OFFSET("page-offset", "low 12 bits of a moved address"),
  /** Pointer variable that starts with the address of moved data. */
  DATA_POINTER("data-pointer", "pointer variables into moved data"),
  /** {@code runtime.moduledata} field. */
  MODULE_DATA("module-data", "fields of runtime.moduledata"),
  /** Type descriptor's pointer to its mask cache. */
  TYPE_MASK_POINTER("type-mask-pointer", "mask pointers of type descriptors"),
  /** Value of a symbol of moved data. */
  SYMBOL_VALUE("symbol-value", "symbol table entries of moved data"),
  /** Location of moved data in the debugging information. */
  DEBUG_INFO("debug-info", "DWARF locations of moved data"),
  /** Integrity sum of the FIPS 140 module. */
  FIPS_SUM("fips-sum", "integrity sum of the FIPS 140 module"),
  /** Field of the ELF header. */
  ELF_HEADER("elf-header", "fields of the ELF header"),
  /** Program header table. */
  PROGRAM_HEADERS("program-headers", "program header table"),
  /** Section header table and section names. */
  SECTION_HEADERS("section-headers", "section header table and names"),
  /** Code of the stubs. */
  STUBS("stubs", "code of the barrier stubs"),
  /** Code of the user's. */
  USER_CODE("user-code", "code of assembly files"),
  /** Branch to a stub that is out of the call's reach. */
  VENEER("veneer", "branches to stubs that are out of a call's reach"),
  /** Jump that Go's linker made for far calls, which now goes where they are redirected to. */
  TRAMPOLINE("trampoline", "jumps of Go's linker, which calls go through that are far away"),
  /** Second copy of a segment, at a file offset that can be mapped. */
  SEGMENT_COPY("segment-copy", "a copy of the text where it can be mapped"),
  /** Zero bytes that align what follows. */
  PADDING("padding", "zero bytes for alignment");

  private final String text;
  private final String meaning;

  EditKind(String text, String meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** The kind with this name, empty when there is none. */
  static Optional<EditKind> ofText(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /** What such edits change, for readers of a report. */
  String meaning() {
    return meaning;
  }

  /** The name in manifests and reports. */
  public String text() {
    return text;
  }
}
