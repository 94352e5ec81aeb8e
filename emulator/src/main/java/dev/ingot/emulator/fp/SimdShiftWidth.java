package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD shift by immediate that halves the element size (right, narrowing) or doubles it
 * (left, long).
 */
enum SimdShiftWidth implements Executor {
  SHRN(0, 0b10000, ElementSizes.UP_TO_WORDS),
  RSHRN(0, 0b10001, ElementSizes.UP_TO_WORDS),
  SQSHRUN(1, 0b10000, ElementSizes.UP_TO_WORDS_AND_SCALARS),
  SQRSHRUN(1, 0b10001, ElementSizes.UP_TO_WORDS_AND_SCALARS),
  SQSHRN(0, 0b10010, ElementSizes.UP_TO_WORDS_AND_SCALARS),
  UQSHRN(1, 0b10010, ElementSizes.UP_TO_WORDS_AND_SCALARS),
  SQRSHRN(0, 0b10011, ElementSizes.UP_TO_WORDS_AND_SCALARS),
  UQRSHRN(1, 0b10011, ElementSizes.UP_TO_WORDS_AND_SCALARS),
  SSHLL(0, 0b10100, ElementSizes.UP_TO_WORDS),
  USHLL(1, 0b10100, ElementSizes.UP_TO_WORDS);

  private final int u;
  private final int opcode;
  private final ElementSizes sizes;

  SimdShiftWidth(int u, int opcode, ElementSizes sizes) {
    this.u = u;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdShiftWidth each : values()) {
      each.sizes.addShiftForms(forms, each.name(), each.u, each.opcode, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = SimdShiftImmediate.size(op);
    if (this == SSHLL || this == USHLL) {
      lengthen(cpu, op, size);
    } else {
      narrow(cpu, op, size);
    }
  }

  private void lengthen(Cpu cpu, Op op, int size) {
    int amount = SimdShiftImmediate.field(op) - VectorValue.width(size);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue result = new VectorValue();
    int lanes = 8 >> size;
    int first = ElementSizes.isFull(op) ? lanes : 0;
    for (int i = 0; i < lanes; i++) {
      result.lane(i, size + 1, n.lane(first + i, size, this == USHLL) << amount);
    }
    result.write(cpu, op.rd);
  }

  private void narrow(Cpu cpu, Op op, int size) {
    int width = VectorValue.width(size);
    int amount = 2 * width - SimdShiftImmediate.field(op);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    NarrowResult result = new NarrowResult(cpu, op, size);
    for (int i = 0; i < result.lanes(); i++) {
      long a = n.lane(i, size + 1, isUnsignedSource());
      long shifted = ElementShift.right(a, amount, isUnsignedSource(), isRounding());
      result.lane(
          i,
          switch (this) {
            case SQSHRN, SQRSHRN -> Saturation.fit(shifted, false, width, env);
            case SQSHRUN, SQRSHRUN -> Saturation.fit(shifted, true, width, env);
            case UQSHRN, UQRSHRN -> Saturation.fitUnsigned(shifted, true, width, env);
            default -> shifted;
          });
    }
    result.write();
    env.accumulateInto(cpu);
  }

  private boolean isUnsignedSource() {
    return this == UQSHRN || this == UQRSHRN;
  }

  private boolean isRounding() {
    return (opcode & 1) != 0;
  }
}
