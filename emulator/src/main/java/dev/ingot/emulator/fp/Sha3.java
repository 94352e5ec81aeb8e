package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** The SHA-3 instructions: what Keccak does to its lanes. */
enum Sha3 implements Executor {
  EOR3("110011100 00 xxxxx 0 xxxxx"),
  BCAX("110011100 01 xxxxx 0 xxxxx"),
  RAX1("110011100 11 xxxxx 100011"),
  XAR("110011101 00 xxxxx xxxxxx");

  private final String pattern;

  Sha3(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (Sha3 each : values()) {
      forms.add(each.name(), each.pattern + " xxxxx xxxxx", Feature.SHA3, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    long low = apply(cpu, op, 0);
    long high = apply(cpu, op, 1);
    new VectorValue(low, high).write(cpu, op.rd);
  }

  private long apply(Cpu cpu, Op op, int half) {
    long n = cpu.v[2 * op.rn + half];
    long m = cpu.v[2 * op.rm + half];
    return switch (this) {
      case EOR3 -> n ^ m ^ cpu.v[2 * op.ra + half];
      case BCAX -> n ^ m & ~cpu.v[2 * op.ra + half];
      case RAX1 -> n ^ Long.rotateLeft(m, 1);
      case XAR -> Long.rotateRight(n ^ m, op.word >>> 10 & 63);
    };
  }
}
