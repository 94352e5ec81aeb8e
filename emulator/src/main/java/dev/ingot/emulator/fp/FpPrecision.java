package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** FCVT: from one precision to another. */
enum FpPrecision implements Executor {
  SINGLE_TO_DOUBLE(FpFormat.SINGLE, FpFormat.DOUBLE),
  SINGLE_TO_HALF(FpFormat.SINGLE, FpFormat.HALF),
  DOUBLE_TO_SINGLE(FpFormat.DOUBLE, FpFormat.SINGLE),
  DOUBLE_TO_HALF(FpFormat.DOUBLE, FpFormat.HALF),
  HALF_TO_SINGLE(FpFormat.HALF, FpFormat.SINGLE),
  HALF_TO_DOUBLE(FpFormat.HALF, FpFormat.DOUBLE);

  private final FpFormat from;
  private final FpFormat to;

  FpPrecision(FpFormat from, FpFormat to) {
    this.from = from;
    this.to = to;
  }

  static void addTo(FormList forms) {
    for (FpPrecision each : values()) {
      String pattern =
          "00011110 " + field(each.from) + " 10001 " + field(each.to) + " 10000 xxxxx xxxxx";
      forms.add("FCVT", pattern, Feature.FP, each);
    }
  }

  /** The ptype field, and opc in the same code. */
  private static String field(FpFormat format) {
    return switch (format) {
      case SINGLE -> "00";
      case DOUBLE -> "01";
      case HALF -> "11";
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    FpEnvironment env = FpEnvironment.of(cpu);
    FpRegisters.write(
        cpu, op.rd, FpConversion.convert(from, to, FpRegisters.read(cpu, op.rn, from), env));
    env.accumulateInto(cpu);
  }
}
