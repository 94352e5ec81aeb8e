package dev.ingot.cli.lockstep;

import dev.ingot.emulator.cpu.Cpu;
import java.util.Arrays;

/**
 * What a CPU shows between two instructions.
 *
 * @param pc address of the next instruction
 * @param x x0 to x30, then SP
 * @param pstate in the format of SPSR_EL1
 */
record Registers(long pc, long[] x, long pstate) {
  static final int SP = 31;
  static final int COUNT = 32;

  static Registers of(Cpu cpu) {
    long[] x = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      x[i] = cpu.xsp(i);
    }
    return new Registers(cpu.pc(), x, cpu.processorState());
  }

  boolean sameAs(Registers other) {
    return pc == other.pc && pstate == other.pstate && Arrays.equals(x, other.x);
  }

  /** What differs from {@code other}, each as name, own value and the other's. */
  String differencesTo(Registers other) {
    StringBuilder text = new StringBuilder();
    differ(text, "PC", pc, other.pc);
    differ(text, "PSTATE", pstate, other.pstate);
    for (int i = 0; i < COUNT; i++) {
      differ(text, i == SP ? "SP" : "x" + i, x[i], other.x[i]);
    }
    return text.toString();
  }

  private static void differ(StringBuilder text, String name, long ours, long theirs) {
    if (ours != theirs) {
      text.append(String.format(" %s %016x, on QEMU %016x;", name, ours, theirs));
    }
  }
}
