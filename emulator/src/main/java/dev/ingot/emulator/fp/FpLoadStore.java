package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;

/** LDR, STR, LDUR, STUR of one B, H, S, D or Q register, by addressing mode. */
enum FpLoadStore implements Executor {
  LITERAL,
  UNSIGNED_OFFSET,
  UNSCALED,
  POST_INDEX,
  PRE_INDEX,
  REGISTER_OFFSET;

  private static final int LOAD_BIT = 1 << 22;
  private static final int SHIFT_BIT = 1 << 12;

  /** log2 of the bytes of a Q register. */
  static final int QUADWORD = 4;

  static void addTo(FormList forms) {
    forms.add(
        "LDR (literal, SIMD&FP) 32-bit, 64-bit",
        "0x011100 xxxxxxxx xxxxxxxx xxxxxxxx",
        Feature.FP,
        LITERAL);
    forms.add(
        "LDR (literal, SIMD&FP) 128-bit",
        "10011100 xxxxxxxx xxxxxxxx xxxxxxxx",
        Feature.FP,
        LITERAL);
    add(forms, "R (immediate, SIMD&FP) unsigned offset", "01", "xxxxxx xxxxxx", UNSIGNED_OFFSET);
    add(forms, "UR (SIMD&FP)", "00", "0xxxxxxxxx00", UNSCALED);
    add(forms, "R (immediate, SIMD&FP) post-index", "00", "0xxxxxxxxx01", POST_INDEX);
    add(forms, "R (immediate, SIMD&FP) pre-index", "00", "0xxxxxxxxx11", PRE_INDEX);
    add(forms, "R (register, SIMD&FP)", "00", "1xxxxx x1xx 10", REGISTER_OFFSET);
  }

  /** Adds load and store, of B to D, whose size field counts, and of Q. */
  private static void add(
      FormList forms, String suffix, String group, String offset, FpLoadStore mode) {
    String rest = " " + offset + " xxxxx xxxxx";
    forms.add("ST" + suffix, "xx1111" + group + "00" + rest, Feature.FP, mode);
    forms.add("LD" + suffix, "xx1111" + group + "01" + rest, Feature.FP, mode);
    forms.add("ST" + suffix + " 128-bit", "001111" + group + "10" + rest, Feature.FP, mode);
    forms.add("LD" + suffix + " 128-bit", "001111" + group + "11" + rest, Feature.FP, mode);
  }

  /** log2 of the access in bytes. */
  private int size(int word) {
    return this == LITERAL ? (word >>> 30) + 2 : word >>> 30 | word >>> 21 & QUADWORD;
  }

  /** The offset in bytes; for a register offset nothing. */
  @Override
  public long immediate(int word) {
    return switch (this) {
      case LITERAL -> word << 8 >> 13 << 2;
      case UNSIGNED_OFFSET -> (long) (word >>> 10 & 0xfff) << size(word);
      case UNSCALED, POST_INDEX, PRE_INDEX -> word << 11 >> 23;
      case REGISTER_OFFSET -> 0;
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = size(op.word);
    long base = this == LITERAL ? cpu.pc() : cpu.base(op.rn);
    long address =
        switch (this) {
          case LITERAL, UNSIGNED_OFFSET, UNSCALED, PRE_INDEX -> base + op.imm;
          case POST_INDEX -> base;
          case REGISTER_OFFSET -> base + registerOffset(cpu, op, size);
        };
    boolean loads = this == LITERAL || (op.word & LOAD_BIT) != 0;
    if (size == QUADWORD) {
      cpu.checkQuadword(address, !loads);
    }
    if (loads) {
      load(cpu, op.rd, address, size);
    } else {
      store(cpu, op.rd, address, size);
    }
    if (this == POST_INDEX || this == PRE_INDEX) {
      cpu.xsp(op.rn, base + op.imm);
    }
  }

  private static long registerOffset(Cpu cpu, Op op, int size) {
    long index = cpu.x(op.rm);
    long extended =
        switch (op.word >>> 13 & 7) {
          case 0b010 -> index & 0xffff_ffffL;
          case 0b110 -> (int) index;
          default -> index;
        };
    return (op.word & SHIFT_BIT) != 0 ? extended << size : extended;
  }

  static void load(Cpu cpu, int register, long address, int size) {
    long low = size >= 3 ? cpu.load64(address) : cpu.load(address, 1 << size);
    long high = size == QUADWORD ? cpu.load64(address + Long.BYTES) : 0;
    cpu.v[2 * register] = low;
    cpu.v[2 * register + 1] = high;
  }

  static void store(Cpu cpu, int register, long address, int size) {
    if (size >= 3) {
      cpu.store64(address, cpu.v[2 * register]);
    } else {
      cpu.store(address, 1 << size, cpu.v[2 * register]);
    }
    if (size == QUADWORD) {
      cpu.store64(address + Long.BYTES, cpu.v[2 * register + 1]);
    }
  }
}
