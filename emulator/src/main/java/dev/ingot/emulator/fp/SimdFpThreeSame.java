package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD three same, single and double precision: element by element, and pairwise. */
enum SimdFpThreeSame implements Executor {
  FMAXNM(0, 0, 0b11000, false),
  FMINNM(0, 1, 0b11000, false),
  FMLA(0, 0, 0b11001, false),
  FMLS(0, 1, 0b11001, false),
  FADD(0, 0, 0b11010, false),
  FSUB(0, 1, 0b11010, false),
  FMULX(0, 0, 0b11011, true),
  FCMEQ(0, 0, 0b11100, true),
  FMAX(0, 0, 0b11110, false),
  FMIN(0, 1, 0b11110, false),
  FRECPS(0, 0, 0b11111, true),
  FRSQRTS(0, 1, 0b11111, true),
  FABD(1, 1, 0b11010, true),
  FMUL(1, 0, 0b11011, false),
  FCMGE(1, 0, 0b11100, true),
  FCMGT(1, 1, 0b11100, true),
  FACGE(1, 0, 0b11101, true),
  FACGT(1, 1, 0b11101, true),
  FDIV(1, 0, 0b11111, false),
  FMAXNMP(1, 0, 0b11000, false),
  FMINNMP(1, 1, 0b11000, false),
  FADDP(1, 0, 0b11010, false),
  FMAXP(1, 0, 0b11110, false),
  FMINP(1, 1, 0b11110, false);

  private final int u;
  private final int a;
  private final int opcode;
  private final ElementSizes sizes;

  SimdFpThreeSame(int u, int a, int opcode, boolean hasScalar) {
    this.u = u;
    this.a = a;
    this.opcode = opcode;
    this.sizes = new ElementSizes(0b1100, hasScalar ? 0b1100 : 0);
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
    boolean pairwise = ordinal() >= FMAXNMP.ordinal();
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
