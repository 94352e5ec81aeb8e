package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Floating-point data-processing (3 source): the fused multiply-adds, in the order of o1:o0. */
enum FpThreeSource implements Executor {
  FMADD,
  FMSUB,
  FNMADD,
  FNMSUB;

  static void addTo(FormList forms) {
    for (FpThreeSource each : values()) {
      String o1 = FormList.bits(each.ordinal() >> 1, 1);
      String o0 = FormList.bits(each.ordinal(), 1);
      forms.add(
          each.name(),
          "00011111 0x" + o1 + " xxxxx " + o0 + " xxxxx xxxxx xxxxx",
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
