package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD three same, logical; the size field is part of the opcode. */
enum SimdLogical implements Executor {
  AND(0, 0b00),
  BIC(0, 0b01),
  ORR(0, 0b10),
  ORN(0, 0b11),
  EOR(1, 0b00),
  BSL(1, 0b01),
  BIT(1, 0b10),
  BIF(1, 0b11);

  private final int u;
  private final int size;

  SimdLogical(int u, int size) {
    this.u = u;
    this.size = size;
  }

  static void addTo(FormList forms) {
    for (SimdLogical each : values()) {
      String size = FormList.bits(each.size, 2);
      forms.add(
          each.name() + " (vector, register)",
          "0x" + each.u + "01110" + size + "1 xxxxx 000111 xxxxx xxxxx",
          Feature.ASIMD,
          each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    long[] v = cpu.v;
    v[2 * op.rd] = apply(v[2 * op.rn], v[2 * op.rm], v[2 * op.rd]);
    v[2 * op.rd + 1] =
        ElementSizes.isFull(op) ? apply(v[2 * op.rn + 1], v[2 * op.rm + 1], v[2 * op.rd + 1]) : 0;
  }

  private long apply(long n, long m, long d) {
    return switch (this) {
      case AND -> n & m;
      case BIC -> n & ~m;
      case ORR -> n | m;
      case ORN -> n | ~m;
      case EOR -> n ^ m;
      case BSL -> n & d | m & ~d;
      case BIT -> n & m | d & ~m;
      case BIF -> n & ~m | d & m;
    };
  }
}
