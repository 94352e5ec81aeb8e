package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Floating-point data-processing (3 source): the fused multiply-adds. */
enum FpThreeSource implements Executor {
  FMADD(0, 0),
  FMSUB(0, 1),
  FNMADD(1, 0),
  FNMSUB(1, 1);

  private final int o1;
  private final int o0;

  FpThreeSource(int o1, int o0) {
    this.o1 = o1;
    this.o0 = o0;
  }

  static void addTo(FormList forms) {
    for (FpThreeSource each : values()) {
      forms.add(
          each.name(),
          "00011111 0x" + each.o1 + " xxxxx " + each.o0 + " xxxxx xxxxx xxxxx",
          Feature.FP,
          each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    FpFormat format = FpFormat.singleOrDouble(op.word >>> 22);
    FpEnvironment env = FpEnvironment.of(cpu);
    long addend = FpRegisters.read(cpu, op.ra, format);
    long a = FpRegisters.read(cpu, op.rn, format);
    long b = FpRegisters.read(cpu, op.rm, format);
    if (this == FNMADD || this == FNMSUB) {
      addend = format.negate(addend);
    }
    if (this == FMSUB || this == FNMADD) {
      a = format.negate(a);
    }
    FpRegisters.write(cpu, op.rd, FpUnit.multiplyAdd(format, addend, a, b, env));
    env.accumulateInto(cpu);
  }
}
