package dev.ingot.goelf;

import java.util.Optional;

/**
 * The shape of the function table of a span of Go releases, one row each. Sources: Go
 * src/internal/abi/symtab.go (magic numbers), src/runtime/symtab.go ({@code pcHeader}), {@code
 * src/runtime/runtime2.go} ({@code _func}). Offsets in bytes.
 */
enum PclntabLayout {
  /** Absolute entry PCs, no {@code textStart}. */
  GO_1_16(0xfffffffa, 16, 17, Long.BYTES, false),
  /** CL 351463: entry PCs became 32-bit offsets from {@code text}. */
  GO_1_18(0xfffffff0, 18, 19, Integer.BYTES, false),
  /** {@code _func} gained {@code startLine}. */
  GO_1_20(0xfffffff1, 20, ModuleDataLayout.NEWEST_MINOR, Integer.BYTES, true);

  /** Go 1.2 to 1.15. */
  static final int MAGIC_1_2 = 0xfffffffb;

  /** Bytes 4 to 7 of the header on arm64: 0, 0, minimum instruction size 4, pointer size 8. */
  static final int ARM64_SIZES = 0x0804_0000;

  static final int NFUNC = 8;
  private static final int BEHIND_NFILES = 24;

  private final int magic;
  private final int firstMinor;
  private final int lastMinor;
  private final int entrySize;
  private final boolean startLines;

  PclntabLayout(int magic, int firstMinor, int lastMinor, int entrySize, boolean startLines) {
    this.magic = magic;
    this.firstMinor = firstMinor;
    this.lastMinor = lastMinor;
    this.entrySize = entrySize;
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

  /** Whether entries are VAs and not offsets from {@code text}. */
  boolean hasAbsoluteEntries() {
    return entrySize == Long.BYTES;
  }

  boolean hasStartLines() {
    return startLines;
  }

  /** Of {@code textStart} in the header; only with relative entries. */
  int textStart() {
    return BEHIND_NFILES;
  }

  int funcnameOffset() {
    return hasAbsoluteEntries() ? BEHIND_NFILES : BEHIND_NFILES + Long.BYTES;
  }

  int cuOffset() {
    return funcnameOffset() + Long.BYTES;
  }

  int filetabOffset() {
    return cuOffset() + Long.BYTES;
  }

  int pctabOffset() {
    return filetabOffset() + Long.BYTES;
  }

  int pclnOffset() {
    return pctabOffset() + Long.BYTES;
  }

  int headerSize() {
    return pclnOffset() + Long.BYTES;
  }

  /** Bytes of an entry PC in {@code ftab} and at the start of a {@code _func}. */
  int entrySize() {
    return entrySize;
  }

  /** One row of {@code ftab}: entry, offset of the {@code _func}, as wide as each other. */
  int rowSize() {
    return 2 * entrySize;
  }

  /** Of {@code nameoff} in a {@code _func}. */
  int funcName() {
    return entrySize;
  }

  /** Behind {@code nameoff}, {@code args}, {@code deferreturn} and {@code pcsp}. */
  int funcPcfile() {
    return entrySize + 16;
  }

  int funcPcln() {
    return entrySize + 20;
  }

  /** Behind {@code npcdata}. */
  int funcCuOffset() {
    return entrySize + 28;
  }

  /** Only with {@link #hasStartLines}. */
  int funcStartLine() {
    return entrySize + 32;
  }
}
