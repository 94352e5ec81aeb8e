package dev.ingot.emulator.oracle;

import java.util.Arrays;

/**
 * The registers of a CPU and the memory window, before or after one instruction. Mutable:
 * generators fill it in.
 */
final class CpuState {
  /** Bytes of memory that a case may use. */
  static final int WINDOW_BYTES = 256;

  /** The last byte of the window is the last one of its page, and the next page is not mapped. */
  static final long WINDOW_VA = 0x1001_1f00L;

  /** Where the word of case 0 stands; the others follow at {@link #SLOT_BYTES}. */
  static final long FIRST_SLOT_VA = 0x1000_1000L;

  static final int SLOT_BYTES = 16;

  /** The general register that the driver keeps for itself. */
  static final int DRIVER_REGISTER = 28;

  static final int SP = 31;

  /** x0..x30 and SP. */
  final long[] x = new long[32];

  /** Vn is v[2n] and v[2n + 1]. */
  final long[] v = new long[64];

  /** Bits 31:28. */
  long nzcv;

  long fpcr;
  long fpsr;
  final byte[] window = new byte[WINDOW_BYTES];

  /** How the instruction ended; meaningful in a state after it. */
  Outcome outcome = Outcome.COMPLETED;

  CpuState copy() {
    CpuState copy = new CpuState();
    System.arraycopy(x, 0, copy.x, 0, x.length);
    System.arraycopy(v, 0, copy.v, 0, v.length);
    System.arraycopy(window, 0, copy.window, 0, window.length);
    copy.nzcv = nzcv;
    copy.fpcr = fpcr;
    copy.fpsr = fpsr;
    copy.outcome = outcome;
    return copy;
  }

  /** Names what differs, at most a handful of registers; empty when nothing does. */
  String differenceTo(CpuState expected) {
    StringBuilder text = new StringBuilder();
    if (outcome != expected.outcome) {
      text.append(" outcome ").append(outcome).append(" not ").append(expected.outcome);
      return text.toString();
    }
    for (int i = 0; i < x.length; i++) {
      if (i != DRIVER_REGISTER) {
        describe(text, i == SP ? "sp" : "x" + i, x[i], expected.x[i]);
      }
    }
    for (int i = 0; i < v.length; i++) {
      describe(text, "v" + i / 2 + (i % 2 == 0 ? ".d[0]" : ".d[1]"), v[i], expected.v[i]);
    }
    describe(text, "nzcv", nzcv, expected.nzcv);
    describe(text, "fpcr", fpcr, expected.fpcr);
    describe(text, "fpsr", fpsr, expected.fpsr);
    // A store that faults half-way may have written what comes before the fault.
    if (outcome == Outcome.COMPLETED && !Arrays.equals(window, expected.window)) {
      text.append(" memory from window+").append(Arrays.mismatch(window, expected.window));
    }
    return text.toString();
  }

  private static void describe(StringBuilder text, String name, long actual, long expected) {
    if (actual != expected) {
      text.append(String.format(" %s=%x not %x", name, actual, expected));
    }
  }

  /** How an instruction ended. */
  enum Outcome {
    COMPLETED,
    UNDEFINED,
    MEMORY_FAULT,
    OTHER_FAULT
  }
}
