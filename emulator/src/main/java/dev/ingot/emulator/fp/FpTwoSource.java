package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Floating-point data-processing (2 source); the constants stand in the order of the opcode field.
 */
enum FpTwoSource implements Executor {
  FMUL(0b0000),
  FDIV(0b0001),
  FADD(0b0010),
  FSUB(0b0011),
  FMAX(0b0100),
  FMIN(0b0101),
  FMAXNM(0b0110),
  FMINNM(0b0111),
  FNMUL(0b1000);

  private final int opcode;

  FpTwoSource(int opcode) {
    this.opcode = opcode;
  }

  static void addTo(FormList forms) {
    for (FpTwoSource each : values()) {
      String pattern = "00011110 0x1 xxxxx " + FormList.bits(each.opcode, 4) + " 10 xxxxx xxxxx";
      forms.add(each.name() + " (scalar)", pattern, Feature.FP, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    FpFormat format = FpFormat.singleOrDouble(op.word >>> 22);
    FpEnvironment env = FpEnvironment.of(cpu);
    long a = FpRegisters.read(cpu, op.rn, format);
    long b = FpRegisters.read(cpu, op.rm, format);
    long result =
        switch (this) {
          case FMUL -> FpUnit.multiply(format, a, b, env);
          case FDIV -> FpUnit.divide(format, a, b, env);
          case FADD -> FpUnit.add(format, a, b, env);
          case FSUB -> FpUnit.subtract(format, a, b, env);
          case FMAX -> FpComparison.extreme(format, a, b, false, env);
          case FMIN -> FpComparison.extreme(format, a, b, true, env);
          case FMAXNM -> FpComparison.extremeNumber(format, a, b, false, env);
          case FMINNM -> FpComparison.extremeNumber(format, a, b, true, env);
          case FNMUL -> format.negate(FpUnit.multiply(format, a, b, env));
        };
    FpRegisters.write(cpu, op.rd, result);
    env.accumulateInto(cpu);
  }
}
