package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD three same, integer: element by element, and pairwise. */
enum SimdThreeSame implements Executor {
  SHADD(0, 0b00000, 0b0111, 0),
  UHADD(1, 0b00000, 0b0111, 0),
  SQADD(0, 0b00001, 0b1111, 0b1111),
  UQADD(1, 0b00001, 0b1111, 0b1111),
  SRHADD(0, 0b00010, 0b0111, 0),
  URHADD(1, 0b00010, 0b0111, 0),
  SHSUB(0, 0b00100, 0b0111, 0),
  UHSUB(1, 0b00100, 0b0111, 0),
  SQSUB(0, 0b00101, 0b1111, 0b1111),
  UQSUB(1, 0b00101, 0b1111, 0b1111),
  CMGT(0, 0b00110, 0b1111, 0b1000),
  CMHI(1, 0b00110, 0b1111, 0b1000),
  CMGE(0, 0b00111, 0b1111, 0b1000),
  CMHS(1, 0b00111, 0b1111, 0b1000),
  SSHL(0, 0b01000, 0b1111, 0b1000),
  USHL(1, 0b01000, 0b1111, 0b1000),
  SQSHL(0, 0b01001, 0b1111, 0b1111),
  UQSHL(1, 0b01001, 0b1111, 0b1111),
  SRSHL(0, 0b01010, 0b1111, 0b1000),
  URSHL(1, 0b01010, 0b1111, 0b1000),
  SQRSHL(0, 0b01011, 0b1111, 0b1111),
  UQRSHL(1, 0b01011, 0b1111, 0b1111),
  SMAX(0, 0b01100, 0b0111, 0),
  UMAX(1, 0b01100, 0b0111, 0),
  SMIN(0, 0b01101, 0b0111, 0),
  UMIN(1, 0b01101, 0b0111, 0),
  SABD(0, 0b01110, 0b0111, 0),
  UABD(1, 0b01110, 0b0111, 0),
  SABA(0, 0b01111, 0b0111, 0),
  UABA(1, 0b01111, 0b0111, 0),
  ADD(0, 0b10000, 0b1111, 0b1000),
  SUB(1, 0b10000, 0b1111, 0b1000),
  CMTST(0, 0b10001, 0b1111, 0b1000),
  CMEQ(1, 0b10001, 0b1111, 0b1000),
  MLA(0, 0b10010, 0b0111, 0),
  MLS(1, 0b10010, 0b0111, 0),
  MUL(0, 0b10011, 0b0111, 0),
  PMUL(1, 0b10011, 0b0001, 0),
  SQDMULH(0, 0b10110, 0b0110, 0b0110),
  SQRDMULH(1, 0b10110, 0b0110, 0b0110),
  SMAXP(0, 0b10100, 0b0111, 0),
  UMAXP(1, 0b10100, 0b0111, 0),
  SMINP(0, 0b10101, 0b0111, 0),
  UMINP(1, 0b10101, 0b0111, 0),
  ADDP(0, 0b10111, 0b1111, 0);

  private final boolean unsigned;
  private final int opcode;
  private final ElementSizes sizes;

  SimdThreeSame(int u, int opcode, int vectorSizes, int scalarSizes) {
    this.unsigned = u != 0;
    this.opcode = opcode;
    this.sizes = new ElementSizes(vectorSizes, scalarSizes);
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
    boolean pairwise = ordinal() >= SMAXP.ordinal();
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
