package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** FMOV between register files and of an immediate, and FJCVTZS, which shares their encoding. */
enum FpMove implements Executor {
  FMOV_W_TO_S("FMOV (general)", "00011110 001 00111 000000 xxxxx xxxxx", Feature.FP),
  FMOV_S_TO_W("FMOV (general)", "00011110 001 00110 000000 xxxxx xxxxx", Feature.FP),
  FMOV_X_TO_D("FMOV (general)", "10011110 011 00111 000000 xxxxx xxxxx", Feature.FP),
  FMOV_D_TO_X("FMOV (general)", "10011110 011 00110 000000 xxxxx xxxxx", Feature.FP),
  FMOV_X_TO_TOP_HALF("FMOV (general)", "10011110 101 01111 000000 xxxxx xxxxx", Feature.FP),
  FMOV_TOP_HALF_TO_X("FMOV (general)", "10011110 101 01110 000000 xxxxx xxxxx", Feature.FP),
  FMOV_IMMEDIATE("FMOV (scalar, immediate)", "00011110 0x1 xxxxxxxx 100 00000 xxxxx", Feature.FP),
  FJCVTZS("FJCVTZS", "00011110 011 11110 000000 xxxxx xxxxx", Feature.JSCVT);

  private static final int Z_FLAG = 1 << 30;
  private static final long WORD = 0xffff_ffffL;

  private final String heading;
  private final String pattern;
  private final Feature feature;

  FpMove(String heading, String pattern, Feature feature) {
    this.heading = heading;
    this.pattern = pattern;
    this.feature = feature;
  }

  static void addTo(FormList forms) {
    for (FpMove each : values()) {
      forms.add(each.heading, each.pattern, each.feature, each);
    }
  }

  /** VFPExpandImm of the imm8 field, for the immediate form; nothing for the others. */
  @Override
  public long immediate(int word) {
    return this == FMOV_IMMEDIATE ? expand(FpFormat.singleOrDouble(word >>> 22), word >>> 13) : 0;
  }

  /** Arm ARM VFPExpandImm: sign, three bits of exponent around 1, four of fraction. */
  static long expand(FpFormat format, int imm8) {
    boolean negative = (imm8 & 0x80) != 0;
    int exponent = (imm8 & 0x40) == 0 ? (imm8 >> 4 & 3) + 1 : (imm8 >> 4 & 3) - 3;
    return format.powerOfTwo(negative, exponent) | (long) (imm8 & 15) << (format.fractionBits - 4);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case FMOV_W_TO_S -> FpRegisters.write(cpu, op.rd, cpu.x(op.rn) & WORD);
      case FMOV_S_TO_W -> cpu.x(op.rd, cpu.v[2 * op.rn] & WORD);
      case FMOV_X_TO_D -> FpRegisters.write(cpu, op.rd, cpu.x(op.rn));
      case FMOV_D_TO_X -> cpu.x(op.rd, cpu.v[2 * op.rn]);
      case FMOV_X_TO_TOP_HALF -> cpu.v[2 * op.rd + 1] = cpu.x(op.rn);
      case FMOV_TOP_HALF_TO_X -> cpu.x(op.rd, cpu.v[2 * op.rn + 1]);
      case FMOV_IMMEDIATE -> FpRegisters.write(cpu, op.rd, op.imm);
      case FJCVTZS -> {
        FpEnvironment env = FpEnvironment.of(cpu);
        long result = FpConversion.toJavaScriptInteger(cpu.v[2 * op.rn], env);
        cpu.x(op.rd, result & WORD);
        cpu.nzcv(result > WORD ? Z_FLAG : 0);
        env.accumulateInto(cpu);
      }
    }
  }
}
