package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD vector by indexed element, single and double precision. */
enum SimdFpByElement implements Executor {
  FMLA(0, 0b0001),
  FMLS(0, 0b0101),
  FMUL(0, 0b1001),
  FMULX(1, 0b1001);

  private static final ElementSizes SIZES = ElementSizes.FLOATS_AND_SCALARS;
  private static final int L_BIT = 1 << 21;

  private final int u;
  private final int opcode;

  SimdFpByElement(int u, int opcode) {
    this.u = u;
    this.opcode = opcode;
  }

  static void addTo(FormList forms) {
    for (SimdFpByElement each : values()) {
      String pattern = "01111 1x xxxxxx " + FormList.bits(each.opcode, 4) + "x0 xxxxx xxxxx";
      SIZES.addForms(forms, each.name() + " (by element)", each.u, pattern, Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    int lanes = SIZES.lanes(cpu, op, size);
    if (size == 3 && (op.word & L_BIT) != 0) {
      throw cpu.undefined();
    }
    FpFormat format = FpFormat.ofElement(size);
    FpEnvironment env = FpEnvironment.of(cpu);
    long b = VectorValue.read(cpu, op.rm).lane(SimdByElement.index(op.word, size), size);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    for (int i = 0; i < lanes; i++) {
      long a = n.lane(i, size);
      long value =
          switch (this) {
            case FMLA -> FpUnit.multiplyAdd(format, d.lane(i, size), a, b, env);
            case FMLS -> FpUnit.multiplyAdd(format, d.lane(i, size), format.negate(a), b, env);
            case FMUL -> FpUnit.multiply(format, a, b, env);
            case FMULX -> SoftFloat.multiplyExtended(format, a, b, env);
          };
      result.lane(i, size, value);
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }
}
