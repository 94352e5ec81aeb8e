package dev.ingot.cli.lockstep;

import dev.ingot.emulator.cpu.Cpu;
import java.util.Arrays;

/**
 * What a CPU shows between two instructions.
 *
 * @param pc address of the next instruction
 * @param x x0 to x30, then SP
 * @param pstate in the format of SPSR_EL1
 * @param v the lower and upper half of each of V0 to V31, FPCR and FPSR; empty if not known
 */
record Registers(long pc, long[] x, long pstate, long[] v) {
  static final int SP = 31;
  static final int COUNT = 32;
  static final int FPCR = 64;
  static final int FPSR = 65;
  static final int VECTOR_WORDS = 66;

  static Registers of(Cpu cpu) {
    long[] x = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = cpu.xsp(i);
    }
    long[] v = Arrays.copyOf(cpu.v, VECTOR_WORDS);
    v[FPCR] = cpu.fpcr();
    v[FPSR] = cpu.fpsr();
    return new Registers(cpu.pc(), x, cpu.processorState(), v);
  }

  /** Whether all is the same that {@code other} knows. */
  boolean sameAs(Registers other) {
    return pc == other.pc
        && pstate == other.pstate
        && Arrays.equals(x, other.x)
        && (other.v.length == 0 || Arrays.equals(v, other.v));
  }

  /** What differs from {@code other}, each as name, own value and the other's. */
  String differencesTo(Registers other) {
    StringBuilder text = new StringBuilder();
    differ(text, "PC", pc, other.pc);
    differ(text, "PSTATE", pstate, other.pstate);
    for (int i = 0; i < COUNT; i++) {
      differ(text, i == SP ? "SP" : "x" + i, x[i], other.x[i]);
    }
    for (int i = 0; i < other.v.length; i++) {
      differ(text, nameOfVector(i), v[i], other.v[i]);
    }
    return text.toString();
  }

  private static String nameOfVector(int index) {
    return switch (index) {
      case FPCR -> "FPCR";
      case FPSR -> "FPSR";
      default -> "v%d.d[%d]".formatted(index / 2, index % 2);
    };
  }

  private static void differ(StringBuilder text, String name, long ours, long theirs) {
    if (ours != theirs) {
      text.append(String.format(" %s %016x, on QEMU %016x;", name, ours, theirs));
    }
  }
}
