package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD three same, single and double precision: element by element, and pairwise. */
enum SimdFpThreeSame implements Executor {
  FMAXNM(0, 0, 0b11000, ElementSizes.FLOATS),
  FMINNM(0, 1, 0b11000, ElementSizes.FLOATS),
  FMLA(0, 0, 0b11001, ElementSizes.FLOATS),
  FMLS(0, 1, 0b11001, ElementSizes.FLOATS),
  FADD(0, 0, 0b11010, ElementSizes.FLOATS),
  FSUB(0, 1, 0b11010, ElementSizes.FLOATS),
  FMULX(0, 0, 0b11011, ElementSizes.FLOATS_AND_SCALARS),
  FCMEQ(0, 0, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  FMAX(0, 0, 0b11110, ElementSizes.FLOATS),
  FMIN(0, 1, 0b11110, ElementSizes.FLOATS),
  FRECPS(0, 0, 0b11111, ElementSizes.FLOATS_AND_SCALARS),
  FRSQRTS(0, 1, 0b11111, ElementSizes.FLOATS_AND_SCALARS),
  FABD(1, 1, 0b11010, ElementSizes.FLOATS_AND_SCALARS),
  FMUL(1, 0, 0b11011, ElementSizes.FLOATS),
  FCMGE(1, 0, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  FCMGT(1, 1, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  FACGE(1, 0, 0b11101, ElementSizes.FLOATS_AND_SCALARS),
  FACGT(1, 1, 0b11101, ElementSizes.FLOATS_AND_SCALARS),
  FDIV(1, 0, 0b11111, ElementSizes.FLOATS),
  FMAXNMP(1, 0, 0b11000, ElementSizes.FLOATS),
  FMINNMP(1, 1, 0b11000, ElementSizes.FLOATS),
  FADDP(1, 0, 0b11010, ElementSizes.FLOATS),
  FMAXP(1, 0, 0b11110, ElementSizes.FLOATS),
  FMINP(1, 1, 0b11110, ElementSizes.FLOATS);

  private final int u;
  private final int a;
  private final int opcode;
  private final ElementSizes sizes;

  SimdFpThreeSame(int u, int a, int opcode, ElementSizes sizes) {
    this.u = u;
    this.a = a;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdFpThreeSame each : values()) {
      String pattern =
          "01110" + each.a + "x1 xxxxx" + FormList.bits(each.opcode, 5) + "1 xxxxx xxxxx";
      each.sizes.addForms(forms, each.name(), each.u, pattern, Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = 2 | ElementSizes.field(op) & 1;
    FpFormat format = FpFormat.ofElement(size);
    int lanes = sizes.lanes(cpu, op, size);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    boolean pairwise = isPairwise();
    for (int i = 0; i < lanes; i++) {
      long value;
      if (pairwise) {
        VectorValue source = 2 * i < lanes ? n : m;
        int first = 2 * i & lanes - 1;
        value = apply(format, source.lane(first, size), source.lane(first + 1, size), 0, env);
      } else {
        value = apply(format, n.lane(i, size), m.lane(i, size), d.lane(i, size), env);
      }
      result.lane(i, size, value);
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  private boolean isPairwise() {
    return switch (this) {
      case FMAXNMP, FMINNMP, FADDP, FMAXP, FMINP -> true;
      default -> false;
    };
  }

  private long apply(FpFormat format, long x, long y, long d, FpEnvironment env) {
    return switch (this) {
      case FMAXNM, FMAXNMP -> FpComparison.extremeNumber(format, x, y, false, env);
      case FMINNM, FMINNMP -> FpComparison.extremeNumber(format, x, y, true, env);
      case FMAX, FMAXP -> FpComparison.extreme(format, x, y, false, env);
      case FMIN, FMINP -> FpComparison.extreme(format, x, y, true, env);
      case FMLA -> FpUnit.multiplyAdd(format, d, x, y, env);
      case FMLS -> FpUnit.multiplyAdd(format, d, format.negate(x), y, env);
      case FADD, FADDP -> FpUnit.add(format, x, y, env);
      case FSUB -> FpUnit.subtract(format, x, y, env);
      case FABD -> format.magnitude(FpUnit.subtract(format, x, y, env));
      case FMUL -> FpUnit.multiply(format, x, y, env);
      case FMULX -> SoftFloat.multiplyExtended(format, x, y, env);
      case FDIV -> FpUnit.divide(format, x, y, env);
      case FRECPS -> FpEstimate.reciprocalStep(format, x, y, env);
      case FRSQRTS -> FpEstimate.reciprocalSquareRootStep(format, x, y, env);
      case FCMEQ -> compare(format, x, y, env);
      case FCMGE, FCMGT -> compare(format, x, y, env);
      case FACGE, FACGT -> compare(format, format.magnitude(x), format.magnitude(y), env);
    };
  }

  private long compare(FpFormat format, long x, long y, FpEnvironment env) {
    int order = FpComparison.compare(format, x, y, this != FCMEQ, env);
    boolean holds =
        switch (order) {
          case FpComparison.EQUAL -> this == FCMEQ || this == FCMGE || this == FACGE;
          case FpComparison.GREATER -> this != FCMEQ;
          default -> false;
        };
    return holds ? -1 : 0;
  }
}
