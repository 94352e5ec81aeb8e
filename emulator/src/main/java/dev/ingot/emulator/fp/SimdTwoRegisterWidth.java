package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD two-register miscellaneous whose result elements are wider or narrower, and the
 * bitwise NOT and RBIT.
 */
enum SimdTwoRegisterWidth implements Executor {
  SADDLP("0 01110 xx 10000 00010"),
  UADDLP("1 01110 xx 10000 00010"),
  SADALP("0 01110 xx 10000 00110"),
  UADALP("1 01110 xx 10000 00110"),
  NOT("1 01110 00 10000 00101"),
  RBIT("1 01110 01 10000 00101"),
  SHLL("1 01110 xx 10000 10011"),
  XTN("0 01110 xx 10000 10010"),
  SQXTUN("1 01110 xx 10000 10010"),
  SQXTN("0 01110 xx 10000 10100"),
  UQXTN("1 01110 xx 10000 10100"),
  FCVTXN("1 01110 01 10000 10110"),
  FCVTN("0 01110 0x 10000 10110"),
  FCVTL("0 01110 0x 10000 10111");

  private static final ElementSizes SIZES = ElementSizes.UP_TO_WORDS_AND_SCALARS;

  private final String pattern;

  SimdTwoRegisterWidth(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (SimdTwoRegisterWidth each : values()) {
      String pattern = each.pattern + "10 xxxxx xxxxx";
      forms.add(each.name() + " (vector)", "0x" + pattern, Feature.ASIMD, each);
      if (each == SQXTUN || each == SQXTN || each == UQXTN || each == FCVTXN) {
        forms.add(
            each.name() + " (scalar)",
            "01" + pattern.replace(" 01110", "11110"),
            Feature.ASIMD,
            each);
      }
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = ElementSizes.field(op);
    SIZES.lanes(cpu, op, size);
    FpEnvironment env = FpEnvironment.of(cpu);
    VectorValue n = VectorValue.read(cpu, op.rn);
    switch (this) {
      case NOT, RBIT -> bytes(cpu, op, n);
      case SADDLP, UADDLP, SADALP, UADALP -> addPairs(cpu, op, n, size);
      case SHLL, FCVTL -> lengthen(cpu, op, n, size, env);
      case XTN, SQXTUN, SQXTN, UQXTN -> narrow(cpu, op, n, size, env);
      case FCVTXN, FCVTN -> narrow(cpu, op, n, 1 + (size & 1), env);
    }
    env.accumulateInto(cpu);
  }

  private void bytes(Cpu cpu, Op op, VectorValue n) {
    boolean not = this == NOT;
    // Reversing all 64 bits and then the bytes reverses the bits of each byte.
    n.low = not ? ~n.low : Long.reverseBytes(Long.reverse(n.low));
    n.high = !ElementSizes.isFull(op) ? 0 : not ? ~n.high : Long.reverseBytes(Long.reverse(n.high));
    n.write(cpu, op.rd);
  }

  private void addPairs(Cpu cpu, Op op, VectorValue n, int size) {
    boolean unsigned = this == UADDLP || this == UADALP;
    boolean accumulates = this == SADALP || this == UADALP;
    VectorValue d = VectorValue.read(cpu, op.rd);
    VectorValue result = new VectorValue();
    int lanes = (ElementSizes.isFull(op) ? 8 : 4) >> size;
    for (int i = 0; i < lanes; i++) {
      long sum = n.lane(2 * i, size, unsigned) + n.lane(2 * i + 1, size, unsigned);
      result.lane(i, size + 1, accumulates ? d.lane(i, size + 1) + sum : sum);
    }
    result.write(cpu, op.rd);
  }

  private void lengthen(Cpu cpu, Op op, VectorValue n, int sizeField, FpEnvironment env) {
    int size = this == SHLL ? sizeField : 1 + (sizeField & 1);
    VectorValue result = new VectorValue();
    int lanes = 8 >> size;
    int first = ElementSizes.isFull(op) ? lanes : 0;
    for (int i = 0; i < lanes; i++) {
      long a = n.lane(first + i, size);
      long wide =
          this == SHLL
              ? a << VectorValue.width(size)
              : FpConversion.convert(
                  FpFormat.ofElement(size), FpFormat.ofElement(size + 1), a, env);
      result.lane(i, size + 1, wide);
    }
    result.write(cpu, op.rd);
  }

  private void narrow(Cpu cpu, Op op, VectorValue n, int size, FpEnvironment env) {
    int width = VectorValue.width(size);
    NarrowResult result = new NarrowResult(cpu, op, size);
    for (int i = 0; i < result.lanes(); i++) {
      long a = n.lane(i, size + 1, this != SQXTN && this != SQXTUN);
      result.lane(
          i,
          switch (this) {
            case SQXTUN -> Saturation.fit(a, true, width, env);
            case SQXTN -> Saturation.fit(a, false, width, env);
            case UQXTN -> Saturation.fitUnsigned(a, true, width, env);
            case FCVTN ->
                FpConversion.convert(
                    FpFormat.ofElement(size + 1), FpFormat.ofElement(size), a, env);
            case FCVTXN ->
                FpConversion.convert(FpFormat.DOUBLE, FpFormat.SINGLE, a, FpRounding.TO_ODD, env);
            default -> a;
          });
    }
    result.write();
  }
}
