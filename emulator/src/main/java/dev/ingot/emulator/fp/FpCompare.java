package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Floating-point compare, conditional compare and conditional select. */
enum FpCompare implements Executor {
  FCMP("00011110 0x1 xxxxx 001000 xxxxx 00000"),
  FCMP_ZERO("00011110 0x1 xxxxx 001000 xxxxx 01000"),
  FCMPE("00011110 0x1 xxxxx 001000 xxxxx 10000"),
  FCMPE_ZERO("00011110 0x1 xxxxx 001000 xxxxx 11000"),
  FCCMP("00011110 0x1 xxxxx xxxx 01 xxxxx 0xxxx"),
  FCCMPE("00011110 0x1 xxxxx xxxx 01 xxxxx 1xxxx"),
  FCSEL("00011110 0x1 xxxxx xxxx 11 xxxxx xxxxx");

  private static final int NZCV_SHIFT = 28;

  private final String pattern;

  FpCompare(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (FpCompare each : values()) {
      forms.add(each.name().replace("_ZERO", ""), each.pattern, Feature.FP, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    FpFormat format = FpFormat.singleOrDouble(op.word >>> 22);
    switch (this) {
      case FCMP -> compare(cpu, op, format, FpRegisters.read(cpu, op.rm, format), false);
      case FCMP_ZERO -> compare(cpu, op, format, 0, false);
      case FCMPE -> compare(cpu, op, format, FpRegisters.read(cpu, op.rm, format), true);
      case FCMPE_ZERO -> compare(cpu, op, format, 0, true);
      case FCCMP, FCCMPE -> {
        if (cpu.holds(op.word >>> 12 & 15)) {
          compare(cpu, op, format, FpRegisters.read(cpu, op.rm, format), this == FCCMPE);
        } else {
          cpu.nzcv((op.word & 15) << NZCV_SHIFT);
        }
      }
      case FCSEL ->
          FpRegisters.write(
              cpu,
              op.rd,
              FpRegisters.read(cpu, cpu.holds(op.word >>> 12 & 15) ? op.rn : op.rm, format));
    }
  }

  private static void compare(Cpu cpu, Op op, FpFormat format, long b, boolean signalQuiet) {
    FpEnvironment env = FpEnvironment.of(cpu);
    long a = FpRegisters.read(cpu, op.rn, format);
    cpu.nzcv(FpComparison.compare(format, a, b, signalQuiet, env) << NZCV_SHIFT);
    env.accumulateInto(cpu);
  }
}
