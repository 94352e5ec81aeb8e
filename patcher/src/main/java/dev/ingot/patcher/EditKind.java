package dev.ingot.patcher;

import java.util.Arrays;
import java.util.Optional;

/** Why a change was made. */
public enum EditKind {
  /** {@code BL} to a write-barrier routine now goes to its stub. */
  BARRIER_CALL("barrier-call"),
  /** {@code BL} to a function now goes to the one that was asked for. */
  FUNCTION_CALL("function-call"),
  /** First instruction of a function that must not run in a freestanding kernel. */
  FUNCTION_ENTRY("function-entry"),
  /** {@code ADRP} of moved data. */
  PAGE_ADDRESS("page-address"),
  /** Low 12 bits of the address of moved data, in the instruction behind the {@code ADRP}. */
  PAGE_OFFSET("page-offset"),
  /** Pointer variable that starts with the address of moved data. */
  DATA_POINTER("data-pointer"),
  /** {@code runtime.moduledata} field. */
  MODULE_DATA("module-data"),
  /** Type descriptor's pointer to its mask cache. */
  TYPE_MASK_POINTER("type-mask-pointer"),
  /** Value of a symbol of moved data. */
  SYMBOL_VALUE("symbol-value"),
  /** Location of moved data in the debugging information. */
  DEBUG_INFO("debug-info"),
  /** Integrity sum of the FIPS 140 module. */
  FIPS_SUM("fips-sum"),
  /** Field of the ELF header. */
  ELF_HEADER("elf-header"),
  /** Program header table. */
  PROGRAM_HEADERS("program-headers"),
  /** Section header table and section names. */
  SECTION_HEADERS("section-headers"),
  /** Code of the stubs. */
  STUBS("stubs"),
  /** Code of the user's. */
  USER_CODE("user-code"),
  /** Branch to a stub that is out of the call's reach. */
  VENEER("veneer"),
  /** Second copy of a segment, at a file offset that can be mapped. */
  SEGMENT_COPY("segment-copy"),
  /** Zero bytes that align what follows. */
  PADDING("padding");

  private final String text;

  EditKind(String text) {
    this.text = text;
  }

  /** The kind with this name, empty when there is none. */
  static Optional<EditKind> ofText(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /** The name in manifests and reports. */
  public String text() {
    return text;
  }
}
