package dev.ingot.emulator.cpu;

import java.util.Arrays;

/**
 * System registers that hold what is written to them and do nothing else in this machine: those of
 * auxiliary controls, software's own use, and self-hosted debug, whose breakpoints and watchpoints
 * never match here.
 */
final class StoredRegisters {
  private static final long ALL = -1;
  private static final long LOW_WORD = 0xffff_ffffL;

  /** Encodings in ascending order, and the bits that a write can set. */
  private static final int[] ENCODINGS;

  private static final long[] WRITABLE;

  static {
    long[][] rows = {
      {SystemRegister.DBGBVR0_EL1, ALL},
      {SystemRegister.DBGBCR0_EL1, LOW_WORD},
      {SystemRegister.DBGWVR0_EL1, ALL},
      {SystemRegister.DBGWCR0_EL1, LOW_WORD},
      {SystemRegister.MDSCR_EL1, LOW_WORD},
      {SystemRegister.ACTLR_EL1, ALL},
      // IMPLEMENTATION DEFINED; QEMU 7.2 has nothing there either.
      {SystemRegister.AFSR0_EL1, 0},
      {SystemRegister.AFSR1_EL1, 0},
      {SystemRegister.AMAIR_EL1, 0},
      {SystemRegister.CONTEXTIDR_EL1, LOW_WORD},
      {SystemRegister.CSSELR_EL1, 0xf},
    };
    Arrays.sort(rows, (a, b) -> Long.compare(a[0], b[0]));
    ENCODINGS = new int[rows.length];
    WRITABLE = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      ENCODINGS[i] = (int) rows[i][0];
      WRITABLE[i] = rows[i][1];
    }
  }

  private final long[] values = new long[ENCODINGS.length];

  void reset() {
    Arrays.fill(values, 0);
  }

  boolean has(int encoding) {
    return Arrays.binarySearch(ENCODINGS, encoding) >= 0;
  }

  /** The value of a register that {@link #has} knows. */
  long read(int encoding) {
    return values[Arrays.binarySearch(ENCODINGS, encoding)];
  }

  /** Writes a register that {@link #has} knows. */
  void write(int encoding, long value) {
    int index = Arrays.binarySearch(ENCODINGS, encoding);
    values[index] = value & WRITABLE[index];
  }
}
