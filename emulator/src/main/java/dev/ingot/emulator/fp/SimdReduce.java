package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** Advanced SIMD across lanes and scalar pairwise: many elements become one. */
enum SimdReduce implements Executor {
  SADDLV("0x0 01110 xx 11000 00011"),
  UADDLV("0x1 01110 xx 11000 00011"),
  SMAXV("0x0 01110 xx 11000 01010"),
  UMAXV("0x1 01110 xx 11000 01010"),
  SMINV("0x0 01110 xx 11000 11010"),
  UMINV("0x1 01110 xx 11000 11010"),
  ADDV("0x0 01110 xx 11000 11011"),
  FMAXNMV("011 01110 00 11000 01100"),
  FMINNMV("011 01110 10 11000 01100"),
  FMAXV("011 01110 00 11000 01111"),
  FMINV("011 01110 10 11000 01111"),
  ADDP("010 11110 11 11000 11011"),
  FMAXNMP("011 11110 0x 11000 01100"),
  FMINNMP("011 11110 1x 11000 01100"),
  FADDP("011 11110 0x 11000 01101"),
  FMAXP("011 11110 0x 11000 01111"),
  FMINP("011 11110 1x 11000 01111");

  private final String pattern;

  SimdReduce(String pattern) {
    this.pattern = pattern;
  }

  static void addTo(FormList forms) {
    for (SimdReduce each : values()) {
      String suffix = each.isPairwise() ? " (scalar)" : "";
      forms.add(each.name() + suffix, each.pattern + "10 xxxxx xxxxx", Feature.ASIMD, each);
    }
  }

  /** Whether it is a scalar pairwise instruction, of two elements. */
  private boolean isPairwise() {
    return switch (this) {
      case ADDP, FMAXNMP, FMINNMP, FADDP, FMAXP, FMINP -> true;
      default -> false;
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    VectorValue n = VectorValue.read(cpu, op.rn);
    switch (this) {
      case SADDLV, UADDLV, SMAXV, UMAXV, SMINV, UMINV, ADDV -> integer(cpu, op, n);
      case ADDP -> FpRegisters.write(cpu, op.rd, n.low + n.high);
      default -> {
        boolean acrossLanes = !isPairwise();
        int size = acrossLanes ? 2 : 2 | ElementSizes.field(op) & 1;
        FpEnvironment env = FpEnvironment.of(cpu);
        FpRegisters.write(cpu, op.rd, reduce(n, 0, acrossLanes ? 4 : 2, size, env));
        env.accumulateInto(cpu);
      }
    }
  }

  private void integer(Cpu cpu, Op op, VectorValue n) {
    int size = ElementSizes.field(op);
    boolean full = ElementSizes.isFull(op);
    if (size == 3 || (size == 2 && !full)) {
      throw cpu.undefined();
    }
    int lanes = (full ? 16 : 8) >> size;
    boolean unsigned = this == UADDLV || this == UMAXV || this == UMINV;
    long result = n.lane(0, size, unsigned);
    for (int i = 1; i < lanes; i++) {
      long element = n.lane(i, size, unsigned);
      result =
          switch (this) {
            case SMAXV, UMAXV -> Math.max(result, element);
            case SMINV, UMINV -> Math.min(result, element);
            default -> result + element;
          };
    }
    boolean wide = this == SADDLV || this == UADDLV;
    FpRegisters.write(cpu, op.rd, result & VectorValue.mask(wide ? size + 1 : size));
  }

  /** Arm ARM Reduce: halves the range, so that the order of NaNs is the manual's. */
  private long reduce(VectorValue n, int from, int count, int size, FpEnvironment env) {
    if (count == 1) {
      return n.lane(from, size);
    }
    long a = reduce(n, from, count / 2, size, env);
    long b = reduce(n, from + count / 2, count / 2, size, env);
    FpFormat format = FpFormat.ofElement(size);
    return switch (this) {
      case FMAXNMV, FMAXNMP -> FpComparison.extremeNumber(format, a, b, false, env);
      case FMINNMV, FMINNMP -> FpComparison.extremeNumber(format, a, b, true, env);
      case FMAXV, FMAXP -> FpComparison.extreme(format, a, b, false, env);
      case FMINV, FMINP -> FpComparison.extreme(format, a, b, true, env);
      default -> FpUnit.add(format, a, b, env);
    };
  }
}
