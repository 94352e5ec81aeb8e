package dev.ingot.emulator.oracle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * What the driver sets before a case and finds behind it; offsets in bytes as in {@code driver.s}.
 * Mutable: the generator fills it in.
 */
final class PrivilegedState {
  static final int RECORD_BYTES = 1024;

  /** As many as the driver has room for. */
  static final int MAX_CASES = 1000;

  /** The parts of the data page that a case sees: its first and its last 256 bytes. */
  static final int WINDOW_BYTES = 512;

  /** Where the slots of the cases are, VA, and how far apart. */
  static final long SLOTS_VA = 0x10_0000_0000L;

  static final int SLOT_BYTES = 32;

  /** The two words before the word itself. */
  static final int PREFIX_BYTES = 8;

  static final int SP_EL0 = 31;
  static final int SP_EL1 = 32;
  private static final int GENERAL = 33;
  private static final int ELR = 264;
  private static final int WORDS = 320;
  private static final int SYSTEM = 336;
  private static final int WINDOW = 512;
  private static final List<String> SYSTEM_NAMES =
      List.of(
          "par",
          "tpidr_el0",
          "tpidrro_el0",
          "contextidr",
          "csselr",
          "afsr0",
          "afsr1",
          "amair",
          "mair");

  /** Where CONTEXTIDR_EL1 is in {@link #system}. */
  static final int CONTEXTIDR = SYSTEM_NAMES.indexOf("contextidr");

  /** x0 to x30, SP_EL0, SP_EL1. */
  final long[] x = new long[GENERAL];

  /** Before: the entry; afterwards ELR_EL1. */
  long elr;

  /** Before: PSTATE; afterwards SPSR_EL1. */
  long spsr;

  long sctlr;
  long cpacr;
  long esr;
  long far;

  /** Number of the vector: 4 is a synchronous exception with SP_ELx, 8 one from EL0. */
  long vector;

  final long[] system = new long[SYSTEM_NAMES.size()];
  final byte[] window = new byte[WINDOW_BYTES];

  PrivilegedState copy() {
    ByteBuffer record = PrivilegedImage.littleEndian(new byte[RECORD_BYTES]);
    write(record, 0, new int[3]);
    return read(record, 0);
  }

  void write(ByteBuffer to, int base, int[] words) {
    to.asLongBuffer().put(base / Long.BYTES, x);
    long[] rest = {elr, spsr, sctlr, cpacr, esr, far, vector};
    to.asLongBuffer().put((base + ELR) / Long.BYTES, rest);
    for (int i = 0; i < words.length; i++) {
      to.putInt(base + WORDS + i * Integer.BYTES, words[i]);
    }
    to.asLongBuffer().put((base + SYSTEM) / Long.BYTES, system);
    to.put(base + WINDOW, window);
  }

  static PrivilegedState read(ByteBuffer from, int base) {
    PrivilegedState state = new PrivilegedState();
    from.asLongBuffer().get(base / Long.BYTES, state.x);
    long[] rest = new long[7];
    from.asLongBuffer().get((base + ELR) / Long.BYTES, rest);
    state.elr = rest[0];
    state.spsr = rest[1];
    state.sctlr = rest[2];
    state.cpacr = rest[3];
    state.esr = rest[4];
    state.far = rest[5];
    state.vector = rest[6];
    from.asLongBuffer().get((base + SYSTEM) / Long.BYTES, state.system);
    from.get(base + WINDOW, state.window);
    return state;
  }

  /** The exception class in ESR_EL1. */
  int exceptionClass() {
    return (int) (esr >>> 26) & 63;
  }

  /** Names what differs; empty when nothing does. */
  String differenceTo(PrivilegedState expected) {
    StringBuilder text = new StringBuilder();
    describe(text, "vector", vector, expected.vector);
    describe(text, "esr", esr, expected.esr);
    describe(text, "far", far, expected.far);
    describe(text, "elr", elr, expected.elr);
    describe(text, "spsr", spsr, expected.spsr);
    describe(text, "sctlr", sctlr, expected.sctlr);
    describe(text, "cpacr", cpacr, expected.cpacr);
    for (int i = 0; i < x.length; i++) {
      describe(text, nameOf(i), x[i], expected.x[i]);
    }
    for (int i = 0; i < system.length; i++) {
      describe(text, SYSTEM_NAMES.get(i), system[i], expected.system[i]);
    }
    if (text.isEmpty() && !Arrays.equals(window, expected.window)) {
      text.append(" memory from window+").append(Arrays.mismatch(window, expected.window));
    }
    return text.toString();
  }

  static String nameOf(int register) {
    return switch (register) {
      case SP_EL0 -> "sp_el0";
      case SP_EL1 -> "sp_el1";
      default -> "x" + register;
    };
  }

  private static void describe(StringBuilder text, String name, long actual, long expected) {
    if (actual != expected) {
      text.append(" %s=%x not %x".formatted(name, actual, expected));
    }
  }
}
