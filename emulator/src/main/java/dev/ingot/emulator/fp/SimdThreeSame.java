package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD three same, integer: element by element, and pairwise. */
enum SimdThreeSame implements Executor {
  SHADD(0, 0b00000, ElementSizes.UP_TO_WORDS),
  UHADD(1, 0b00000, ElementSizes.UP_TO_WORDS),
  SQADD(0, 0b00001, ElementSizes.ALL_AND_SCALARS),
  UQADD(1, 0b00001, ElementSizes.ALL_AND_SCALARS),
  SRHADD(0, 0b00010, ElementSizes.UP_TO_WORDS),
  URHADD(1, 0b00010, ElementSizes.UP_TO_WORDS),
  SHSUB(0, 0b00100, ElementSizes.UP_TO_WORDS),
  UHSUB(1, 0b00100, ElementSizes.UP_TO_WORDS),
  SQSUB(0, 0b00101, ElementSizes.ALL_AND_SCALARS),
  UQSUB(1, 0b00101, ElementSizes.ALL_AND_SCALARS),
  CMGT(0, 0b00110, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMHI(1, 0b00110, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMGE(0, 0b00111, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMHS(1, 0b00111, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SSHL(0, 0b01000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  USHL(1, 0b01000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SQSHL(0, 0b01001, ElementSizes.ALL_AND_SCALARS),
  UQSHL(1, 0b01001, ElementSizes.ALL_AND_SCALARS),
  SRSHL(0, 0b01010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  URSHL(1, 0b01010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SQRSHL(0, 0b01011, ElementSizes.ALL_AND_SCALARS),
  UQRSHL(1, 0b01011, ElementSizes.ALL_AND_SCALARS),
  SMAX(0, 0b01100, ElementSizes.UP_TO_WORDS),
  UMAX(1, 0b01100, ElementSizes.UP_TO_WORDS),
  SMIN(0, 0b01101, ElementSizes.UP_TO_WORDS),
  UMIN(1, 0b01101, ElementSizes.UP_TO_WORDS),
  SABD(0, 0b01110, ElementSizes.UP_TO_WORDS),
  UABD(1, 0b01110, ElementSizes.UP_TO_WORDS),
  SABA(0, 0b01111, ElementSizes.UP_TO_WORDS),
  UABA(1, 0b01111, ElementSizes.UP_TO_WORDS),
  ADD(0, 0b10000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SUB(1, 0b10000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMTST(0, 0b10001, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMEQ(1, 0b10001, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  MLA(0, 0b10010, ElementSizes.UP_TO_WORDS),
  MLS(1, 0b10010, ElementSizes.UP_TO_WORDS),
  MUL(0, 0b10011, ElementSizes.UP_TO_WORDS),
  PMUL(1, 0b10011, ElementSizes.BYTES),
  SQDMULH(0, 0b10110, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SQRDMULH(1, 0b10110, ElementSizes.HALFWORDS_AND_WORDS_AND_SCALARS),
  SMAXP(0, 0b10100, ElementSizes.UP_TO_WORDS),
  UMAXP(1, 0b10100, ElementSizes.UP_TO_WORDS),
  SMINP(0, 0b10101, ElementSizes.UP_TO_WORDS),
  UMINP(1, 0b10101, ElementSizes.UP_TO_WORDS),
  ADDP(0, 0b10111, ElementSizes.ALL);

  private final boolean unsigned;
  private final int opcode;
  private final ElementSizes sizes;

  SimdThreeSame(int u, int opcode, ElementSizes sizes) {
    this.unsigned = u != 0;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdThreeSame each : values()) {
      String pattern = "01110 xx1 xxxxx " + FormList.bits(each.opcode, 5) + " 1 xxxxx xxxxx";
      each.sizes.addForms(forms, each.name(), each.unsigned ? 1 : 0, pattern, Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
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
        value =
            apply(
                source.lane(first, size, unsigned),
                source.lane(first + 1, size, unsigned),
                0,
                size,
                env);
      } else {
        value =
            apply(n.lane(i, size, unsigned), m.lane(i, size, unsigned), d.lane(i, size), size, env);
      }
      result.lane(i, size, value);
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  private boolean isPairwise() {
    return switch (this) {
      case SMAXP, UMAXP, SMINP, UMINP, ADDP -> true;
      default -> false;
    };
  }

  private long apply(long a, long b, long d, int size, FpEnvironment env) {
    int width = VectorValue.width(size);
    return switch (this) {
      case SHADD, UHADD -> (a + b) >> 1;
      case SRHADD, URHADD -> (a + b + 1) >> 1;
      case SHSUB, UHSUB -> (a - b) >> 1;
      case SQADD, UQADD -> Saturation.add(a, b, unsigned, width, env);
      case SQSUB, UQSUB -> Saturation.subtract(a, b, unsigned, width, env);
      case CMGT -> allOnesIf(a > b);
      case CMHI -> allOnesIf(Long.compareUnsigned(a, b) > 0);
      case CMGE -> allOnesIf(a >= b);
      case CMHS -> allOnesIf(Long.compareUnsigned(a, b) >= 0);
      case CMTST -> allOnesIf((a & b) != 0);
      case CMEQ -> allOnesIf(a == b);
      case SSHL, USHL -> ElementShift.byRegister(a, (byte) b, unsigned, false, false, width, env);
      case SRSHL, URSHL -> ElementShift.byRegister(a, (byte) b, unsigned, true, false, width, env);
      case SQSHL, UQSHL -> ElementShift.byRegister(a, (byte) b, unsigned, false, true, width, env);
      case SQRSHL, UQRSHL -> ElementShift.byRegister(a, (byte) b, unsigned, true, true, width, env);
      case SMAX, UMAX, SMAXP, UMAXP -> Math.max(a, b);
      case SMIN, UMIN, SMINP, UMINP -> Math.min(a, b);
      case SABD, UABD -> Math.abs(a - b);
      case SABA, UABA -> d + Math.abs(a - b);
      case ADD, ADDP -> a + b;
      case SUB -> a - b;
      case MLA -> d + a * b;
      case MLS -> d - a * b;
      case MUL -> a * b;
      case PMUL -> PolynomialProduct.of8(a, b);
      case SQDMULH -> Saturation.doublingHighHalf(a, b, false, width, env);
      // U is set, so the elements came zero extended.
      case SQRDMULH ->
          Saturation.doublingHighHalf(
              VectorValue.signExtend(a, size), VectorValue.signExtend(b, size), true, width, env);
    };
  }

  private static long allOnesIf(boolean condition) {
    return condition ? -1 : 0;
  }
}
