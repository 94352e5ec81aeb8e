package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD two-register miscellaneous on integers, element size kept. */
enum SimdTwoRegister implements Executor {
  REV64(0, 0b00000, ElementSizes.UP_TO_WORDS),
  REV32(1, 0b00000, ElementSizes.BYTES_AND_HALFWORDS),
  REV16(0, 0b00001, ElementSizes.BYTES),
  SUQADD(0, 0b00011, ElementSizes.ALL_AND_SCALARS),
  USQADD(1, 0b00011, ElementSizes.ALL_AND_SCALARS),
  CLS(0, 0b00100, ElementSizes.UP_TO_WORDS),
  CLZ(1, 0b00100, ElementSizes.UP_TO_WORDS),
  CNT(0, 0b00101, ElementSizes.BYTES),
  SQABS(0, 0b00111, ElementSizes.ALL_AND_SCALARS),
  SQNEG(1, 0b00111, ElementSizes.ALL_AND_SCALARS),
  CMGT_ZERO(0, 0b01000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMGE_ZERO(1, 0b01000, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMEQ_ZERO(0, 0b01001, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMLE_ZERO(1, 0b01001, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  CMLT_ZERO(0, 0b01010, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  ABS(0, 0b01011, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  NEG(1, 0b01011, ElementSizes.ALL_AND_SCALAR_DOUBLEWORD),
  URECPE(0, 0b11100, ElementSizes.WORDS),
  URSQRTE(1, 0b11100, ElementSizes.WORDS);

  private final int u;
  private final int opcode;
  private final ElementSizes sizes;

  SimdTwoRegister(int u, int opcode, ElementSizes sizes) {
    this.u = u;
    this.opcode = opcode;
    this.sizes = sizes;
  }

  static void addTo(FormList forms) {
    for (SimdTwoRegister each : values()) {
      boolean estimate = each == URECPE || each == URSQRTE;
      String pattern =
          "01110"
              + (estimate ? "1x" : "xx")
              + "10000"
              + FormList.bits(each.opcode, 5)
              + "10 xxxxx xxxxx";
      String mnemonic = each.name().replace("_ZERO", " (zero)");
      each.sizes.addForms(forms, mnemonic, each.u, pattern, Feature.ASIMD, each);
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    int lanes = sizes.lanes(cpu, op, size);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    for (int i = 0; i < lanes; i++) {
      result.lane(i, size, apply(n, d, i, size, env));
    }
    result.write(cpu, op.rd);
    env.accumulateInto(cpu);
  }

  private long apply(VectorValue n, VectorValue d, int i, int size, FpEnvironment env) {
    int width = VectorValue.width(size);
    long a = n.lane(i, size, false);
    return switch (this) {
      case REV64 -> n.lane(i ^ (8 >> size) - 1, size);
      case REV32 -> n.lane(i ^ (4 >> size) - 1, size);
      case REV16 -> n.lane(i ^ 1, size);
      case SUQADD ->
          Saturation.addMixed(d.lane(i, size, false), n.lane(i, size), false, width, env);
      case USQADD -> Saturation.addMixed(d.lane(i, size), a, true, width, env);
      case CLS -> Long.numberOfLeadingZeros(a < 0 ? ~a : a) - (64 - width) - 1;
      case CLZ -> Long.numberOfLeadingZeros(n.lane(i, size)) - (64 - width);
      case CNT -> Long.bitCount(n.lane(i, size));
      case SQABS -> a < 0 ? Saturation.subtract(0, a, false, width, env) : a;
      case SQNEG -> Saturation.subtract(0, a, false, width, env);
      case CMGT_ZERO -> a > 0 ? -1 : 0;
      case CMGE_ZERO -> a >= 0 ? -1 : 0;
      case CMEQ_ZERO -> a == 0 ? -1 : 0;
      case CMLE_ZERO -> a <= 0 ? -1 : 0;
      case CMLT_ZERO -> a < 0 ? -1 : 0;
      case ABS -> Math.abs(a);
      case NEG -> -a;
      case URECPE -> FpEstimate.unsignedReciprocal(n.lane(i, size));
      case URSQRTE -> FpEstimate.unsignedReciprocalSquareRoot(n.lane(i, size));
    };
  }
}
