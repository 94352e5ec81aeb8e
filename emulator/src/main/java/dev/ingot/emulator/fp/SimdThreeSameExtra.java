package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD three same (extra): rounding doubling multiply accumulate, and the dot products
 * with their indexed forms.
 */
enum SimdThreeSameExtra implements Executor {
  SQRDMLAH,
  SQRDMLSH,
  SDOT,
  UDOT,
  SDOT_BY_ELEMENT,
  UDOT_BY_ELEMENT;

  private static final ElementSizes MULTIPLY_SIZES = ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS;
  private static final int WORD = 2;

  static void addTo(FormList forms) {
    MULTIPLY_SIZES.addForms(
        forms, "SQRDMLAH", 1, "01110 xx0 xxxxx 100001 xxxxx xxxxx", Feature.RDM, SQRDMLAH);
    MULTIPLY_SIZES.addForms(
        forms, "SQRDMLSH", 1, "01110 xx0 xxxxx 100011 xxxxx xxxxx", Feature.RDM, SQRDMLSH);
    forms.add("SDOT (vector)", "0x0 01110 100 xxxxx 100101 xxxxx xxxxx", Feature.DOTPROD, SDOT);
    forms.add("UDOT (vector)", "0x1 01110 100 xxxxx 100101 xxxxx xxxxx", Feature.DOTPROD, UDOT);
    forms.add(
        "SDOT (by element)",
        "0x0 01111 10 xxxxxx 1110x0 xxxxx xxxxx",
        Feature.DOTPROD,
        SDOT_BY_ELEMENT);
    forms.add(
        "UDOT (by element)",
        "0x1 01111 10 xxxxxx 1110x0 xxxxx xxxxx",
        Feature.DOTPROD,
        UDOT_BY_ELEMENT);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case SQRDMLAH, SQRDMLSH -> multiplyAccumulate(cpu, op);
      case SDOT, UDOT -> dotProduct(cpu, op, -1);
      case SDOT_BY_ELEMENT, UDOT_BY_ELEMENT ->
          dotProduct(cpu, op, SimdByElement.index(op.word, WORD));
    }
  }

  private void multiplyAccumulate(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    int lanes = MULTIPLY_SIZES.lanes(cpu, op, size);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    for (int i = 0; i < lanes; i++) {
      long value =
          Saturation.accumulateHighHalf(
              d.lane(i, size, false),
              n.lane(i, size, false),
              m.lane(i, size, false),
              this == SQRDMLSH,
              VectorValue.width(size),
              env);
      result.lane(i, size, value);
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  /**
   * Adds to each word the products of four bytes; {@code index} names the word of Vm for all lanes,
   * -1 means each its own.
   */
  private void dotProduct(Cpu cpu, Op op, int index) {
    boolean unsigned = this == UDOT || this == UDOT_BY_ELEMENT;
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue m = VectorValue.read(cpu, op.rm);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    int lanes = ElementSizes.isFull(op) ? 4 : 2;
    for (int i = 0; i < lanes; i++) {
      long sum = d.lane(i, WORD);
      int other = index < 0 ? i : index;
      for (int k = 0; k < 4; k++) {
        sum += n.lane(4 * i + k, 0, unsigned) * m.lane(4 * other + k, 0, unsigned);
      }
      result.lane(i, WORD, sum);
    }
    result.write(cpu, op.rd);
  }
}
