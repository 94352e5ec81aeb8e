package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD shift by immediate, element size kept; with the conversions between fixed and
 * floating point.
 */
enum SimdShiftImmediate implements Executor {
  SSHR(0, 0b00000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  USHR(1, 0b00000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SSRA(0, 0b00010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  USRA(1, 0b00010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SRSHR(0, 0b00100, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  URSHR(1, 0b00100, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SRSRA(0, 0b00110, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  URSRA(1, 0b00110, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SRI(1, 0b01000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SHL(0, 0b01010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SLI(1, 0b01010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  SQSHLU(1, 0b01100, ElementSizes.ALL_AND_SCALARS),
  SQSHL(0, 0b01110, ElementSizes.ALL_AND_SCALARS),
  UQSHL(1, 0b01110, ElementSizes.ALL_AND_SCALARS),
  SCVTF(0, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  UCVTF(1, 0b11100, ElementSizes.FLOATS_AND_SCALARS),
  FCVTZS(0, 0b11111, ElementSizes.FLOATS_AND_SCALARS),
  FCVTZU(1, 0b11111, ElementSizes.FLOATS_AND_SCALARS);

  private final boolean unsigned;
  private final int opcode;
  private final ElementSizes sizes;

  SimdShiftImmediate(int u, int opcode, ElementSizes sizes) {
    this.unsigned = u != 0;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdShiftImmediate each : values()) {
      String mnemonic = each.name() + " (immediate)";
      each.sizes.addShiftForms(forms, mnemonic, each.unsigned ? 1 : 0, each.opcode, each);
    }
  }

  /** log2 of the bytes of the element that immh:immb stands for. */
  static int size(Op op) {
    return 31 - Integer.numberOfLeadingZeros(op.word >>> 19 & 15);
  }

  /** immh:immb. */
  static int field(Op op) {
    return op.word >>> 16 & 0x7f;
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = size(op);
    int lanes = sizes.lanes(cpu, op, size);
    int width = VectorValue.width(size);
    int right = 2 * width - field(op);
    int left = field(op) - width;
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    for (int i = 0; i < lanes; i++) {
      long a = n.lane(i, size, unsigned);
      long old = d.lane(i, size);
      long value =
          switch (this) {
            case SSHR, USHR -> ElementShift.right(a, right, unsigned, false);
            case SSRA, USRA -> old + ElementShift.right(a, right, unsigned, false);
            case SRSHR, URSHR -> ElementShift.right(a, right, unsigned, true);
            case SRSRA, URSRA -> old + ElementShift.right(a, right, unsigned, true);
            case SRI -> {
              long inserted = ElementShift.right(VectorValue.mask(size), right, true, false);
              yield old & ~inserted | ElementShift.right(a, right, true, false);
            }
            case SHL -> a << left;
            case SLI -> old & ~(-1L << left) | a << left;
            case SQSHLU -> shiftLeftUnsigned(VectorValue.signExtend(a, size), left, width, env);
            case SQSHL, UQSHL -> ElementShift.leftSaturating(a, left, unsigned, width, env);
            case SCVTF, UCVTF ->
                FpConversion.fromFixed(FpFormat.ofElement(size), a, right, unsigned, env);
            case FCVTZS, FCVTZU ->
                FpConversion.toFixed(
                    FpFormat.ofElement(size),
                    n.lane(i, size),
                    right,
                    unsigned,
                    width,
                    FpRounding.TOWARDS_ZERO,
                    env);
          };
      result.lane(i, size, value);
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  /** A signed value shifted left and saturated to an unsigned element. */
  private static long shiftLeftUnsigned(long value, int amount, int width, FpEnvironment env) {
    if (value < 0) {
      env.raise(FpEnvironment.QC);
      return 0;
    }
    return ElementShift.leftSaturating(value, amount, true, width, env);
  }
}
