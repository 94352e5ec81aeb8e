package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD vector by indexed element, integers of 16 and 32 bits. */
enum SimdByElement implements Executor {
  MLA(1, 0b0000, ElementSizes.HALFWORDS_AND_WORDS),
  MLS(1, 0b0100, ElementSizes.HALFWORDS_AND_WORDS),
  MUL(0, 0b1000, ElementSizes.HALFWORDS_AND_WORDS),
  SQDMULH(0, 0b1100, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SQRDMULH(0, 0b1101, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SQRDMLAH(1, 0b1101, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SQRDMLSH(1, 0b1111, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SMLAL(0, 0b0010, ElementSizes.HALFWORDS_AND_WORDS),
  UMLAL(1, 0b0010, ElementSizes.HALFWORDS_AND_WORDS),
  SQDMLAL(0, 0b0011, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SMLSL(0, 0b0110, ElementSizes.HALFWORDS_AND_WORDS),
  UMLSL(1, 0b0110, ElementSizes.HALFWORDS_AND_WORDS),
  SQDMLSL(0, 0b0111, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SMULL(0, 0b1010, ElementSizes.HALFWORDS_AND_WORDS),
  UMULL(1, 0b1010, ElementSizes.HALFWORDS_AND_WORDS),
  SQDMULL(0, 0b1011, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS);

  private static final int H_BIT = 11;
  private static final int L_BIT = 21;
  private static final int M_BIT = 20;

  private final boolean unsigned;
  private final int opcode;
  private final ElementSizes sizes;

  SimdByElement(int u, int opcode, ElementSizes sizes) {
    this.unsigned = u != 0;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdByElement each : values()) {
      boolean rounding = each == SQRDMLAH || each == SQRDMLSH;
      String pattern = "01111 xxxxxxxx " + FormList.bits(each.opcode, 4) + "x0 xxxxx xxxxx";
      each.sizes.addForms(
          forms,
          each.name() + " (by element)",
          each.unsigned ? 1 : 0,
          pattern,
          rounding ? Feature.RDM : Feature.ASIMD,
          each);
    }
  }

  private boolean isLong() {
    return switch (this) {
      case MLA, MLS, MUL, SQDMULH, SQRDMULH, SQRDMLAH, SQRDMLSH -> false;
      default -> true;
    };
  }

  /**
   * The index that H, L and M give for an element size; M belongs to the register for elements
   * above 16 bits.
   */
  static int index(int word, int size) {
    int h = word >>> H_BIT & 1;
    int l = word >>> L_BIT & 1;
    int m = word >>> M_BIT & 1;
    return switch (size) {
      case 1 -> h << 2 | l << 1 | m;
      case 2 -> h << 1 | l;
      default -> h;
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    int lanes = sizes.lanes(cpu, op, size);
    boolean signedElements = !unsigned || this == SQRDMLAH || this == SQRDMLSH;
    VectorValue m = VectorValue.read(cpu, size == 1 ? op.rm & 15 : op.rm);
    long b = m.lane(index(op.word, size), size, !signedElements);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    int resultSize = isLong() ? size + 1 : size;
    int count = isLong() && !ElementSizes.isScalar(op) ? 8 >> size : lanes;
    int first = isLong() && ElementSizes.isFull(op) && !ElementSizes.isScalar(op) ? count : 0;
    for (int i = 0; i < count; i++) {
      long a = n.lane(first + i, size, !signedElements);
      long value = apply(a, b, d.lane(i, resultSize, false), VectorValue.width(size), env);
      result.lane(i, resultSize, value);
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  private long apply(long a, long b, long d, int width, FpEnvironment env) {
    return switch (this) {
      case MLA, SMLAL, UMLAL -> d + a * b;
      case MLS, SMLSL, UMLSL -> d - a * b;
      case MUL, SMULL, UMULL -> a * b;
      case SQDMULH -> Saturation.doublingHighHalf(a, b, false, width, env);
      case SQRDMULH -> Saturation.doublingHighHalf(a, b, true, width, env);
      case SQRDMLAH -> Saturation.accumulateHighHalf(d, a, b, false, width, env);
      case SQRDMLSH -> Saturation.accumulateHighHalf(d, a, b, true, width, env);
      case SQDMULL -> Saturation.doublingProduct(a, b, width, env);
      case SQDMLAL ->
          Saturation.add(d, Saturation.doublingProduct(a, b, width, env), false, 2 * width, env);
      case SQDMLSL ->
          Saturation.subtract(
              d, Saturation.doublingProduct(a, b, width, env), false, 2 * width, env);
    };
  }
}
