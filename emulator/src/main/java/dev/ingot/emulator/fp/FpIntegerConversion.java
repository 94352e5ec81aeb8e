package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Conversions between scalar floating point and general registers, integer and fixed point. */
enum FpIntegerConversion implements Executor {
  FCVTNS("00", "000", "FCVTNS (scalar)"),
  FCVTNU("00", "001", "FCVTNU (scalar)"),
  FCVTPS("01", "000", "FCVTPS (scalar)"),
  FCVTPU("01", "001", "FCVTPU (scalar)"),
  FCVTMS("10", "000", "FCVTMS (scalar)"),
  FCVTMU("10", "001", "FCVTMU (scalar)"),
  FCVTZS("11", "000", "FCVTZS (scalar, integer)"),
  FCVTZU("11", "001", "FCVTZU (scalar, integer)"),
  FCVTAS("00", "100", "FCVTAS (scalar)"),
  FCVTAU("00", "101", "FCVTAU (scalar)"),
  SCVTF("00", "010", "SCVTF (scalar, integer)"),
  UCVTF("00", "011", "UCVTF (scalar, integer)"),
  SCVTF_FIXED("00", "010", "SCVTF (scalar, fixed-point)"),
  UCVTF_FIXED("00", "011", "UCVTF (scalar, fixed-point)"),
  FCVTZS_FIXED("11", "000", "FCVTZS (scalar, fixed-point)"),
  FCVTZU_FIXED("11", "001", "FCVTZU (scalar, fixed-point)");

  private static final int SIXTY_FOUR_BITS = 1 << 31;

  private final String rmode;
  private final String opcode;
  private final String heading;

  FpIntegerConversion(String rmode, String opcode, String heading) {
    this.rmode = rmode;
    this.opcode = opcode;
    this.heading = heading;
  }

  static void addTo(FormList forms) {
    for (FpIntegerConversion each : values()) {
      String code = each.rmode.concat(each.opcode);
      if (!each.isFixedPoint()) {
        forms.add(each.heading, "x0011110 0x1 " + code + " 000000 xxxxx xxxxx", Feature.FP, each);
      } else {
        // scale is 64 - fraction bits; with 32-bit registers its top bit must be set.
        forms.add(each.heading, "10011110 0x0 " + code + " xxxxxx xxxxx xxxxx", Feature.FP, each);
        forms.add(each.heading, "00011110 0x0 " + code + " 1xxxxx xxxxx xxxxx", Feature.FP, each);
      }
    }
  }

  private boolean isFixedPoint() {
    return switch (this) {
      case SCVTF_FIXED, UCVTF_FIXED, FCVTZS_FIXED, FCVTZU_FIXED -> true;
      default -> false;
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    FpFormat format = FpFormat.singleOrDouble(op.word >>> 22);
    FpEnvironment env = FpEnvironment.of(cpu);
    int fixedPoint = 64 - (op.word >>> 10 & 63);
    switch (this) {
      case FCVTNS -> toInteger(cpu, op, format, 0, false, FpRounding.TIES_TO_EVEN, env);
      case FCVTNU -> toInteger(cpu, op, format, 0, true, FpRounding.TIES_TO_EVEN, env);
      case FCVTPS -> toInteger(cpu, op, format, 0, false, FpRounding.TOWARDS_PLUS_INFINITY, env);
      case FCVTPU -> toInteger(cpu, op, format, 0, true, FpRounding.TOWARDS_PLUS_INFINITY, env);
      case FCVTMS -> toInteger(cpu, op, format, 0, false, FpRounding.TOWARDS_MINUS_INFINITY, env);
      case FCVTMU -> toInteger(cpu, op, format, 0, true, FpRounding.TOWARDS_MINUS_INFINITY, env);
      case FCVTZS -> toInteger(cpu, op, format, 0, false, FpRounding.TOWARDS_ZERO, env);
      case FCVTZU -> toInteger(cpu, op, format, 0, true, FpRounding.TOWARDS_ZERO, env);
      case FCVTAS -> toInteger(cpu, op, format, 0, false, FpRounding.TIES_TO_AWAY, env);
      case FCVTAU -> toInteger(cpu, op, format, 0, true, FpRounding.TIES_TO_AWAY, env);
      case FCVTZS_FIXED ->
          toInteger(cpu, op, format, fixedPoint, false, FpRounding.TOWARDS_ZERO, env);
      case FCVTZU_FIXED ->
          toInteger(cpu, op, format, fixedPoint, true, FpRounding.TOWARDS_ZERO, env);
      case SCVTF -> fromInteger(cpu, op, format, 0, false, env);
      case UCVTF -> fromInteger(cpu, op, format, 0, true, env);
      case SCVTF_FIXED -> fromInteger(cpu, op, format, fixedPoint, false, env);
      case UCVTF_FIXED -> fromInteger(cpu, op, format, fixedPoint, true, env);
    }
    env.accumulateInto(cpu);
  }

  private static void toInteger(
      Cpu cpu,
      Op op,
      FpFormat format,
      int fractionBits,
      boolean unsigned,
      FpRounding rounding,
      FpEnvironment env) {
    int width = (op.word & SIXTY_FOUR_BITS) != 0 ? 64 : 32;
    long a = FpRegisters.read(cpu, op.rn, format);
    cpu.x(op.rd, FpConversion.toFixed(format, a, fractionBits, unsigned, width, rounding, env));
  }

  private static void fromInteger(
      Cpu cpu, Op op, FpFormat format, int fractionBits, boolean unsigned, FpEnvironment env) {
    long value = cpu.x(op.rn);
    if ((op.word & SIXTY_FOUR_BITS) == 0) {
      value = unsigned ? value & 0xffff_ffffL : (int) value;
    }
    FpRegisters.write(
        cpu, op.rd, FpConversion.fromFixed(format, value, fractionBits, unsigned, env));
  }
}
