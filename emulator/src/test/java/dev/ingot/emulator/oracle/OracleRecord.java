package dev.ingot.emulator.oracle;

import java.nio.ByteBuffer;

/** The record that the driver reads and writes back; offsets in bytes as in {@code driver.s}. */
final class OracleRecord {
  static final int BYTES = 1280;

  /** As many as the driver has room for. */
  static final int MAX_CASES = 4096;

  private static final int V = 256;
  private static final int NZCV = 768;
  private static final int FPCR = 776;
  private static final int FPSR = 784;
  private static final int WORD = 792;
  private static final int WINDOW = 1024;

  private static final int SIGILL = 4;
  private static final int SIGBUS = 7;
  private static final int SIGSEGV = 11;

  private OracleRecord() {}

  static void write(ByteBuffer to, int index, OracleCase each) {
    int base = index * BYTES;
    CpuState state = each.before();
    to.asLongBuffer().put(base / Long.BYTES, state.x);
    to.asLongBuffer().put((base + V) / Long.BYTES, state.v);
    to.putLong(base + NZCV, state.nzcv);
    to.putLong(base + FPCR, state.fpcr);
    to.putLong(base + FPSR, state.fpsr);
    to.putLong(base + WORD, each.word() & 0xffff_ffffL);
    to.put(base + WINDOW, state.window);
  }

  static CpuState read(ByteBuffer from, int index) {
    int base = index * BYTES;
    CpuState state = new CpuState();
    from.asLongBuffer().get(base / Long.BYTES, state.x);
    from.asLongBuffer().get((base + V) / Long.BYTES, state.v);
    state.nzcv = from.getLong(base + NZCV);
    state.fpcr = from.getLong(base + FPCR);
    state.fpsr = from.getLong(base + FPSR);
    from.get(base + WINDOW, state.window);
    state.outcome =
        switch ((int) from.getLong(base + WORD)) {
          case 0 -> CpuState.Outcome.COMPLETED;
          case SIGILL -> CpuState.Outcome.UNDEFINED;
          case SIGBUS, SIGSEGV -> CpuState.Outcome.MEMORY_FAULT;
          default -> CpuState.Outcome.OTHER_FAULT;
        };
    return state;
  }
}
