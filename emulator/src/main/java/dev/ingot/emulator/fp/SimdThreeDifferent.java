package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD three different: long, wide and narrowing. Q chooses the half of the narrow
 * operands ("2").
 */
enum SimdThreeDifferent implements Executor {
  SADDL(0, 0b0000, ElementSizes.UP_TO_WORDS),
  UADDL(1, 0b0000, ElementSizes.UP_TO_WORDS),
  SADDW(0, 0b0001, ElementSizes.UP_TO_WORDS),
  UADDW(1, 0b0001, ElementSizes.UP_TO_WORDS),
  SSUBL(0, 0b0010, ElementSizes.UP_TO_WORDS),
  USUBL(1, 0b0010, ElementSizes.UP_TO_WORDS),
  SSUBW(0, 0b0011, ElementSizes.UP_TO_WORDS),
  USUBW(1, 0b0011, ElementSizes.UP_TO_WORDS),
  ADDHN(0, 0b0100, ElementSizes.UP_TO_WORDS),
  RADDHN(1, 0b0100, ElementSizes.UP_TO_WORDS),
  SABAL(0, 0b0101, ElementSizes.UP_TO_WORDS),
  UABAL(1, 0b0101, ElementSizes.UP_TO_WORDS),
  SUBHN(0, 0b0110, ElementSizes.UP_TO_WORDS),
  RSUBHN(1, 0b0110, ElementSizes.UP_TO_WORDS),
  SABDL(0, 0b0111, ElementSizes.UP_TO_WORDS),
  UABDL(1, 0b0111, ElementSizes.UP_TO_WORDS),
  SMLAL(0, 0b1000, ElementSizes.UP_TO_WORDS),
  UMLAL(1, 0b1000, ElementSizes.UP_TO_WORDS),
  SQDMLAL(0, 0b1001, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SMLSL(0, 0b1010, ElementSizes.UP_TO_WORDS),
  UMLSL(1, 0b1010, ElementSizes.UP_TO_WORDS),
  SQDMLSL(0, 0b1011, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SMULL(0, 0b1100, ElementSizes.UP_TO_WORDS),
  UMULL(1, 0b1100, ElementSizes.UP_TO_WORDS),
  SQDMULL(0, 0b1101, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS);

  private final boolean unsigned;
  private final int opcode;
  private final ElementSizes sizes;

  SimdThreeDifferent(int u, int opcode, ElementSizes sizes) {
    this.unsigned = u != 0;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdThreeDifferent each : values()) {
      String pattern = "01110 xx1 xxxxx " + FormList.bits(each.opcode, 4) + " 00 xxxxx xxxxx";
      each.sizes.addForms(forms, each.name(), each.unsigned ? 1 : 0, pattern, Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    sizes.lanes(cpu, op, size);
    switch (this) {
      case ADDHN, RADDHN, SUBHN, RSUBHN -> narrow(cpu, op, size);
      default -> lengthen(cpu, op, size);
    }
  }

  private void lengthen(Cpu cpu, Op op, int size) {
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    boolean scalar = ElementSizes.isScalar(op);
    int lanes = scalar ? 1 : 8 >> size;
    int first = ElementSizes.isFull(op) && !scalar ? lanes : 0;
    boolean wide = this == SADDW || this == UADDW || this == SSUBW || this == USUBW;
    for (int i = 0; i < lanes; i++) {
      long a = wide ? n.lane(i, size + 1) : n.lane(first + i, size, unsigned);
      long b = m.lane(first + i, size, unsigned);
      result.lane(
          i, size + 1, apply(a, b, d.lane(i, size + 1, false), VectorValue.width(size), env));
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  private long apply(long a, long b, long d, int width, FpEnvironment env) {
    return switch (this) {
      case SADDL, UADDL, SADDW, UADDW -> a + b;
      case SSUBL, USUBL, SSUBW, USUBW -> a - b;
      case SABAL, UABAL -> d + Math.abs(a - b);
      case SABDL, UABDL -> Math.abs(a - b);
      case SMLAL, UMLAL -> d + a * b;
      case SMLSL, UMLSL -> d - a * b;
      case SMULL, UMULL -> a * b;
      case SQDMULL -> Saturation.doublingProduct(a, b, width, env);
      case SQDMLAL ->
          Saturation.add(d, Saturation.doublingProduct(a, b, width, env), false, 2 * width, env);
      case SQDMLSL ->
          Saturation.subtract(
              d, Saturation.doublingProduct(a, b, width, env), false, 2 * width, env);
      case ADDHN, RADDHN, SUBHN, RSUBHN -> throw new IllegalStateException(name() + " narrows");
    };
  }

  /** The high halves of sums or differences. */
  private void narrow(Cpu cpu, Op op, int size) {
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    NarrowResult result = new NarrowResult(cpu, op, size);
    int width = VectorValue.width(size);
    boolean adds = this == ADDHN || this == RADDHN;
    long rounding = unsigned ? 1L << (width - 1) : 0;
    for (int i = 0; i < result.lanes(); i++) {
      long a = n.lane(i, size + 1);
      long b = m.lane(i, size + 1);
      result.lane(i, (adds ? a + b : a - b) + rounding >>> width);
    }
    result.write();
  }
}
