package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;

/** The scalar views Hn, Sn, Dn of the vector registers. */
final class FpRegisters {
  private FpRegisters() {}

  static long read(Cpu cpu, int register, FpFormat format) {
    return cpu.v[2 * register] & format.mask;
  }

  /** Writes the scalar; the rest of the vector register becomes zero. */
  static void write(Cpu cpu, int register, long bits) {
    cpu.v[2 * register] = bits;
    cpu.v[2 * register + 1] = 0;
  }
}
