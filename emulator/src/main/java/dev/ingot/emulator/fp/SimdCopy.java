package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD copy: elements to and from elements and general registers. imm5 holds the size as
 * its lowest one.
 */
enum SimdCopy implements Executor {
  DUP_ELEMENT("DUP (element)", "0x0 01110000 xxxxx 000001"),
  DUP_SCALAR("DUP (element) scalar", "010 11110000 xxxxx 000001"),
  DUP_GENERAL("DUP (general)", "0x0 01110000 xxxxx 000011"),
  INS_GENERAL("INS (general)", "010 01110000 xxxxx 000111"),
  INS_ELEMENT("INS (element)", "011 01110000 xxxxx 0xxxx1"),
  SMOV("SMOV", "0x0 01110000 xxxxx 001011"),
  UMOV("UMOV", "0x0 01110000 xxxxx 001111");

  private final String heading;
  private final String pattern;

  SimdCopy(String heading, String pattern) {
    this.heading = heading;
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (SimdCopy each : values()) {
      forms.add(each.heading, each.pattern + " xxxxx xxxxx", Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int imm5 = op.rm;
    int size = Integer.numberOfTrailingZeros(imm5);
    boolean full = ElementSizes.isFull(op);
    if (!isAllocated(size, full)) {
      throw cpu.undefined();
    }
    int index = imm5 >> (size + 1);
    VectorValue n = VectorValue.read(cpu, op.rn);
    switch (this) {
      case DUP_ELEMENT -> duplicate(cpu, op, n.lane(index, size), size, full);
      case DUP_GENERAL -> duplicate(cpu, op, cpu.x(op.rn), size, full);
      case DUP_SCALAR -> FpRegisters.write(cpu, op.rd, n.lane(index, size));
      case INS_GENERAL -> insert(cpu, op, index, size, cpu.x(op.rn));
      case INS_ELEMENT -> insert(cpu, op, index, size, n.lane((op.word >>> 11 & 15) >> size, size));
      case UMOV -> cpu.x(op.rd, n.lane(index, size));
      case SMOV -> {
        long value = n.lane(index, size, false);
        cpu.x(op.rd, full ? value : value & 0xffff_ffffL);
      }
    }
  }

  private boolean isAllocated(int size, boolean full) {
    return switch (this) {
      case DUP_ELEMENT, DUP_GENERAL -> size < 3 || (size == 3 && full);
      case DUP_SCALAR, INS_GENERAL, INS_ELEMENT -> size <= 3;
      case UMOV -> full ? size == 3 : size < 3;
      case SMOV -> size < (full ? 3 : 2);
    };
  }

  private static void duplicate(Cpu cpu, Op op, long value, int size, boolean full) {
    long replicated = VectorValue.replicate(value, size);
    new VectorValue(replicated, full ? replicated : 0).write(cpu, op.rd);
  }

  private static void insert(Cpu cpu, Op op, int index, int size, long value) {
    VectorValue d = VectorValue.read(cpu, op.rd);
    d.lane(index, size, value);
    d.write(cpu, op.rd);
  }
}
