package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD two-register miscellaneous, single and double precision, element size kept. */
enum SimdFpTwoRegister implements Executor {
  FRINTN(0, 0, 0b11000, ElementSizes.FLOATS),
  FRINTP(0, 1, 0b11000, ElementSizes.FLOATS),
  FRINTA(1, 0, 0b11000, ElementSizes.FLOATS),
  FRINTM(0, 0, 0b11001, ElementSizes.FLOATS),
  FRINTZ(0, 1, 0b11001, ElementSizes.FLOATS),
  FRINTX(1, 0, 0b11001, ElementSizes.FLOATS),
  FRINTI(1, 1, 0b11001, ElementSizes.FLOATS),
  FRINT32Z(0, 0, 0b11110, ElementSizes.FLOATS),
  FRINT32X(1, 0, 0b11110, ElementSizes.FLOATS),
  FRINT64Z(0, 0, 0b11111, ElementSizes.FLOATS),
  FRINT64X(1, 0, 0b11111, ElementSizes.FLOATS),
  FABS(0, 1, 0b01111, ElementSizes.FLOATS),
  FNEG(1, 1, 0b01111, ElementSizes.FLOATS),
  FSQRT(1, 1, 0b11111, ElementSizes.FLOATS),
  FCVTNS(0, 0, 0b11010, ElementSizes.FLOATS_AND_SCALARS),
  FCVTNU(1, 0, 0b11010, ElementSizes.FLOATS_AND_SCALARS),
  FCVTPS(0, 1, 0b11010, ElementSizes.FLOATS_AND_SCALARS),
  FCVTPU(1, 1, 0b11010, ElementSizes.FLOATS_AND_SCALARS),
  FCVTMS(0, 0, 0b11011, ElementSizes.FLOATS_AND_SCALARS),
  FCVTMU(1, 0, 0b11011, ElementSizes.FLOATS_AND_SCALARS),
  FCVTZS(0, 1, 0b11011, ElementSizes.FLOATS_AND_SCALARS),
  FCVTZU(1, 1, 0b11011, ElementSizes.FLOATS_AND_SCALARS),
  FCVTAS(0, 0, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  FCVTAU(1, 0, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  SCVTF(0, 0, 0b11101, ElementSizes.FLOATS_AND_SCALARS),
  UCVTF(1, 0, 0b11101, ElementSizes.FLOATS_AND_SCALARS),
  FRECPE(0, 1, 0b11101, ElementSizes.FLOATS_AND_SCALARS),
  FRSQRTE(1, 1, 0b11101, ElementSizes.FLOATS_AND_SCALARS),
  FCMGT_ZERO(0, 1, 0b01100, ElementSizes.FLOATS_AND_SCALARS),
  FCMGE_ZERO(1, 1, 0b01100, ElementSizes.FLOATS_AND_SCALARS),
  FCMEQ_ZERO(0, 1, 0b01101, ElementSizes.FLOATS_AND_SCALARS),
  FCMLE_ZERO(1, 1, 0b01101, ElementSizes.FLOATS_AND_SCALARS),
  FCMLT_ZERO(0, 1, 0b01110, ElementSizes.FLOATS_AND_SCALARS),
  FRECPX(0, 1, 0b11111, ElementSizes.SCALAR_FLOATS);

  private final int u;
  private final int a;
  private final int opcode;
  private final ElementSizes sizes;

  SimdFpTwoRegister(int u, int a, int opcode, ElementSizes sizes) {
    this.u = u;
    this.a = a;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdFpTwoRegister each : values()) {
      String pattern =
          "01110" + each.a + "x10000" + FormList.bits(each.opcode, 5) + "10 xxxxx xxxxx";
      Feature feature =
          switch (each) {
            case FRINT32Z, FRINT32X, FRINT64Z, FRINT64X -> Feature.FRINTTS;
            default -> Feature.ASIMD;
          };
      String mnemonic = each.name().replace("_ZERO", " (zero)");
      each.sizes.addForms(forms, mnemonic, each.u, pattern, feature, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = 2 | ElementSizes.field(op) & 1;
    int lanes = sizes.lanes(cpu, op, size);
    FpFormat format = FpFormat.ofElement(size);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue result = new VectorValue();
    for (int i = 0; i < lanes; i++) {
      result.lane(i, size, apply(format, n.lane(i, size), size, env));
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  private long apply(FpFormat format, long x, int size, FpEnvironment env) {
    return switch (this) {
      case FRINTN, FRINTP, FRINTA, FRINTM, FRINTZ, FRINTI ->
          FpConversion.roundToIntegral(format, x, rounding(env), false, env);
      case FRINTX -> FpConversion.roundToIntegral(format, x, rounding(env), true, env);
      case FRINT32Z, FRINT32X -> FpConversion.roundToWidth(format, x, rounding(env), 32, env);
      case FRINT64Z, FRINT64X -> FpConversion.roundToWidth(format, x, rounding(env), 64, env);
      case FABS -> format.magnitude(x);
      case FNEG -> format.negate(x);
      case FSQRT -> FpUnit.squareRoot(format, x, env);
      case FCVTNS, FCVTPS, FCVTMS, FCVTZS, FCVTAS, FCVTNU, FCVTPU, FCVTMU, FCVTZU, FCVTAU ->
          FpConversion.toFixed(format, x, 0, u != 0, VectorValue.width(size), rounding(env), env);
      case SCVTF -> FpConversion.fromFixed(format, VectorValue.signExtend(x, size), 0, false, env);
      case UCVTF -> FpConversion.fromFixed(format, x, 0, true, env);
      case FRECPE -> FpEstimate.reciprocal(format, x, env);
      case FRSQRTE -> FpEstimate.reciprocalSquareRoot(format, x, env);
      case FRECPX -> FpEstimate.reciprocalExponent(format, x, env);
      case FCMGT_ZERO, FCMGE_ZERO, FCMEQ_ZERO, FCMLE_ZERO, FCMLT_ZERO ->
          compareWithZero(format, x, env);
    };
  }

  private FpRounding rounding(FpEnvironment env) {
    return switch (this) {
      case FRINTN, FCVTNS, FCVTNU -> FpRounding.TIES_TO_EVEN;
      case FRINTP, FCVTPS, FCVTPU -> FpRounding.TOWARDS_PLUS_INFINITY;
      case FRINTM, FCVTMS, FCVTMU -> FpRounding.TOWARDS_MINUS_INFINITY;
      case FRINTA, FCVTAS, FCVTAU -> FpRounding.TIES_TO_AWAY;
      case FRINTZ, FRINT32Z, FRINT64Z, FCVTZS, FCVTZU -> FpRounding.TOWARDS_ZERO;
      default -> env.rounding();
    };
  }

  private long compareWithZero(FpFormat format, long x, FpEnvironment env) {
    boolean holds =
        switch (FpComparison.compare(format, x, 0, this != FCMEQ_ZERO, env)) {
          case FpComparison.EQUAL -> this == FCMGE_ZERO || this == FCMEQ_ZERO || this == FCMLE_ZERO;
          case FpComparison.GREATER -> this == FCMGT_ZERO || this == FCMGE_ZERO;
          case FpComparison.LESS -> this == FCMLE_ZERO || this == FCMLT_ZERO;
          default -> false;
        };
    return holds ? -1 : 0;
  }
}
