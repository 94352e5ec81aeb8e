package dev.ingot.goelf;

import java.util.Optional;

/**
 * The shape of the function table of a span of Go releases, one row each. Sources: Go
 * src/internal/abi/symtab.go (magic numbers), src/runtime/symtab.go ({@code pcHeader}), {@code
 * src/runtime/runtime2.go} ({@code _func}). Offsets in bytes.
 */
enum PclntabLayout {
  /** CL 351463: entry PCs became 32-bit offsets from {@code text}. */
  GO_1_18(0xfffffff0, 18, 19, false),
  /** {@code _func} gained {@code startLine}. */
  GO_1_20(0xfffffff1, 20, ModuleDataLayout.NEWEST_MINOR, true);

  /** Go 1.16 and 1.17. */
  static final int MAGIC_1_16 = 0xfffffffa;

  /** Go 1.2 to 1.15. */
  static final int MAGIC_1_2 = 0xfffffffb;

  /** Bytes 4 to 7 of the header on arm64: 0, 0, minimum instruction size 4, pointer size 8. */
  static final int ARM64_SIZES = 0x0804_0000;

  static final int HEADER_SIZE = 72;
  static final int NFUNC = 8;
  static final int NFILES = 16;
  static final int TEXT_START = 24;
  static final int FUNCNAME_OFFSET = 32;
  static final int CU_OFFSET = 40;
  static final int FILETAB_OFFSET = 48;
  static final int PCTAB_OFFSET = 56;
  static final int PCLN_OFFSET = 64;

  /** One row of {@code ftab}: entry offset, offset of the {@code _func}. */
  static final int FTAB_ROW_SIZE = 8;

  static final int FUNC_NAME = 4;
  static final int FUNC_PCFILE = 20;
  static final int FUNC_PCLN = 24;
  static final int FUNC_CU_OFFSET = 32;
  static final int FUNC_START_LINE = 36;

  private final int magic;
  private final int firstMinor;
  private final int lastMinor;
  private final boolean startLines;

  PclntabLayout(int magic, int firstMinor, int lastMinor, boolean startLines) {
    this.magic = magic;
    this.firstMinor = firstMinor;
    this.lastMinor = lastMinor;
    this.startLines = startLines;
  }

  static Optional<PclntabLayout> ofMagic(int magic) {
    for (PclntabLayout layout : values()) {
      if (layout.magic == magic) {
        return Optional.of(layout);
      }
    }
    return Optional.empty();
  }

  int firstMinor() {
    return firstMinor;
  }

  int lastMinor() {
    return lastMinor;
  }

  boolean hasStartLines() {
    return startLines;
  }
}
