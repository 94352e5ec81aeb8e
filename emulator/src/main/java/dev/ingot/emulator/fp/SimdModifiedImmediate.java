package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/**
 * Advanced SIMD modified immediate: MOVI, MVNI, ORR, BIC and FMOV of an expanded 8-bit constant.
 */
enum SimdModifiedImmediate implements Executor {
  /** MOVI, MVNI and FMOV differ in the expansion alone. */
  MOVE,
  ORR,
  BIC;

  private static final int OP_BIT = 1 << 29;

  static void addTo(FormList forms) {
    add(forms, "MOVI (32-bit)", "0x0", "0xx0", MOVE);
    add(forms, "ORR (vector, immediate)", "0x0", "0xx1", ORR);
    add(forms, "MOVI (16-bit)", "0x0", "10x0", MOVE);
    add(forms, "ORR (vector, immediate)", "0x0", "10x1", ORR);
    add(forms, "MOVI (32-bit shifting ones)", "0x0", "110x", MOVE);
    add(forms, "MOVI (8-bit)", "0x0", "1110", MOVE);
    add(forms, "FMOV (vector, immediate) single-precision", "0x0", "1111", MOVE);
    add(forms, "MVNI (32-bit)", "0x1", "0xx0", MOVE);
    add(forms, "BIC (vector, immediate)", "0x1", "0xx1", BIC);
    add(forms, "MVNI (16-bit)", "0x1", "10x0", MOVE);
    add(forms, "BIC (vector, immediate)", "0x1", "10x1", BIC);
    add(forms, "MVNI (32-bit shifting ones)", "0x1", "110x", MOVE);
    add(forms, "MOVI (64-bit)", "0x1", "1110", MOVE);
    add(forms, "FMOV (vector, immediate) double-precision", "011", "1111", MOVE);
  }

  private static void add(
      FormList forms, String name, String qAndOp, String cmode, SimdModifiedImmediate executor) {
    forms.add(
        name, qAndOp + " 0111100000 xxx " + cmode + " 01 xxxxx xxxxx", Feature.ASIMD, executor);
  }

  /** Arm ARM AdvSIMDExpandImm, already inverted for MVNI and BIC. */
  @Override
  public long immediate(int word) {
    int imm8 = word >>> 11 & 0xe0 | word >>> 5 & 0x1f;
    int cmode = word >>> 12 & 15;
    boolean op = (word & OP_BIT) != 0;
    if (cmode == 14) {
      return op ? bytesOf(imm8) : VectorValue.replicate(imm8, 0);
    }
    if (cmode == 15) {
      return op
          ? FpMove.expand(FpFormat.DOUBLE, imm8)
          : VectorValue.replicate(FpMove.expand(FpFormat.SINGLE, imm8), 2);
    }
    long element;
    if (cmode < 8) {
      element = VectorValue.replicate((long) imm8 << (8 * (cmode >> 1)), 2);
    } else if (cmode < 12) {
      element = VectorValue.replicate((long) imm8 << (8 * (cmode >> 1 & 1)), 1);
    } else {
      int shift = (cmode & 1) == 0 ? 8 : 16;
      element = VectorValue.replicate((long) imm8 << shift | (1L << shift) - 1, 2);
    }
    return op ? ~element : element;
  }

  /** Each bit stretched to a byte. */
  private static long bytesOf(int imm8) {
    long result = 0;
    for (int i = 0; i < 8; i++) {
      if ((imm8 >> i & 1) != 0) {
        result |= 0xffL << (8 * i);
      }
    }
    return result;
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int low = 2 * op.rd;
    cpu.v[low] = apply(cpu.v[low], op.imm);
    cpu.v[low + 1] = ElementSizes.isFull(op) ? apply(cpu.v[low + 1], op.imm) : 0;
  }

  private long apply(long old, long immediate) {
    return switch (this) {
      case MOVE -> immediate;
      case ORR -> old | immediate;
      case BIC -> old & immediate;
    };
  }
}
