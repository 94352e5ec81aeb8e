package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD two-register miscellaneous on integers, element size kept. */
enum SimdTwoRegister implements Executor {
  REV64(0, 0b00000, 0b0111, 0),
  REV32(1, 0b00000, 0b0011, 0),
  REV16(0, 0b00001, 0b0001, 0),
  SUQADD(0, 0b00011, 0b1111, 0b1111),
  USQADD(1, 0b00011, 0b1111, 0b1111),
  CLS(0, 0b00100, 0b0111, 0),
  CLZ(1, 0b00100, 0b0111, 0),
  CNT(0, 0b00101, 0b0001, 0),
  SQABS(0, 0b00111, 0b1111, 0b1111),
  SQNEG(1, 0b00111, 0b1111, 0b1111),
  CMGT_ZERO(0, 0b01000, 0b1111, 0b1000),
  CMGE_ZERO(1, 0b01000, 0b1111, 0b1000),
  CMEQ_ZERO(0, 0b01001, 0b1111, 0b1000),
  CMLE_ZERO(1, 0b01001, 0b1111, 0b1000),
  CMLT_ZERO(0, 0b01010, 0b1111, 0b1000),
  ABS(0, 0b01011, 0b1111, 0b1000),
  NEG(1, 0b01011, 0b1111, 0b1000),
  URECPE(0, 0b11100, 0b0100, 0),
  URSQRTE(1, 0b11100, 0b0100, 0);

  private final int u;
  private final int opcode;
  private final ElementSizes sizes;

  SimdTwoRegister(int u, int opcode, int vectorSizes, int scalarSizes) {
    this.u = u;
    this.opcode = opcode;
    this.sizes = new ElementSizes(vectorSizes, scalarSizes);
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
