package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Floating-point data-processing (1 source) on one format: moves, signs, square root, rounding to
 * integral values.
 */
enum FpOneSource implements Executor {
  FMOV(0b000000, "FMOV (register)", Feature.FP),
  FABS(0b000001, "FABS (scalar)", Feature.FP),
  FNEG(0b000010, "FNEG (scalar)", Feature.FP),
  FSQRT(0b000011, "FSQRT (scalar)", Feature.FP),
  FRINTN(0b001000, "FRINTN (scalar)", Feature.FP),
  FRINTP(0b001001, "FRINTP (scalar)", Feature.FP),
  FRINTM(0b001010, "FRINTM (scalar)", Feature.FP),
  FRINTZ(0b001011, "FRINTZ (scalar)", Feature.FP),
  FRINTA(0b001100, "FRINTA (scalar)", Feature.FP),
  FRINTX(0b001110, "FRINTX (scalar)", Feature.FP),
  FRINTI(0b001111, "FRINTI (scalar)", Feature.FP),
  FRINT32Z(0b010000, "FRINT32Z (scalar)", Feature.FRINTTS),
  FRINT32X(0b010001, "FRINT32X (scalar)", Feature.FRINTTS),
  FRINT64Z(0b010010, "FRINT64Z (scalar)", Feature.FRINTTS),
  FRINT64X(0b010011, "FRINT64X (scalar)", Feature.FRINTTS);

  private final int opcode;
  private final String heading;
  private final Feature feature;

  FpOneSource(int opcode, String heading, Feature feature) {
    this.opcode = opcode;
    this.heading = heading;
    this.feature = feature;
  }

  static void addTo(FormList forms) {
    for (FpOneSource each : values()) {
      String pattern = "00011110 0x1 " + FormList.bits(each.opcode, 6) + " 10000 xxxxx xxxxx";
      forms.add(each.heading, pattern, each.feature, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    FpFormat format = FpFormat.singleOrDouble(op.word >>> 22);
    FpEnvironment env = FpEnvironment.of(cpu);
    FpRegisters.write(cpu, op.rd, apply(format, FpRegisters.read(cpu, op.rn, format), env));
    env.accumulateInto(cpu);
  }

  private long apply(FpFormat format, long a, FpEnvironment env) {
    return switch (this) {
      case FMOV -> a;
      case FABS -> format.magnitude(a);
      case FNEG -> format.negate(a);
      case FSQRT -> FpUnit.squareRoot(format, a, env);
      case FRINTN -> FpConversion.roundToIntegral(format, a, FpRounding.TIES_TO_EVEN, false, env);
      case FRINTP ->
          FpConversion.roundToIntegral(format, a, FpRounding.TOWARDS_PLUS_INFINITY, false, env);
      case FRINTM ->
          FpConversion.roundToIntegral(format, a, FpRounding.TOWARDS_MINUS_INFINITY, false, env);
      case FRINTZ -> FpConversion.roundToIntegral(format, a, FpRounding.TOWARDS_ZERO, false, env);
      case FRINTA -> FpConversion.roundToIntegral(format, a, FpRounding.TIES_TO_AWAY, false, env);
      case FRINTX -> FpConversion.roundToIntegral(format, a, env.rounding(), true, env);
      case FRINTI -> FpConversion.roundToIntegral(format, a, env.rounding(), false, env);
      case FRINT32Z -> FpConversion.roundToWidth(format, a, FpRounding.TOWARDS_ZERO, 32, env);
      case FRINT32X -> FpConversion.roundToWidth(format, a, env.rounding(), 32, env);
      case FRINT64Z -> FpConversion.roundToWidth(format, a, FpRounding.TOWARDS_ZERO, 64, env);
      case FRINT64X -> FpConversion.roundToWidth(format, a, env.rounding(), 64, env);
    };
  }
}
