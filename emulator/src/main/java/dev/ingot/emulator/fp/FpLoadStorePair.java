package dev.ingot.emulator.fp;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Op;
import java.util.Locale;

/** LDP, STP, LDNP, STNP of two S, D or Q registers, by addressing mode. */
enum FpLoadStorePair implements Executor {
  NON_TEMPORAL("00"),
  POST_INDEX("01"),
  OFFSET("10"),
  PRE_INDEX("11");

  private static final int LOAD_BIT = 1 << 22;

  /** Word bits 24:23. */
  private final String code;

  FpLoadStorePair(String code) {
    this.code = code;
  }

  static void addTo(FormList forms) {
    for (FpLoadStorePair mode : values()) {
      String infix = mode == NON_TEMPORAL ? "NP" : "P";
      String suffix =
          infix + " (SIMD&FP) " + mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
      String rest = "10110" + mode.code;
      String fields = " xxxxxxx xxxxx xxxxx xxxxx";
      forms.add("ST" + suffix, "0x" + rest + "0" + fields, Feature.FP, mode);
      forms.add("LD" + suffix, "0x" + rest + "1" + fields, Feature.FP, mode);
      forms.add("ST" + suffix + " 128-bit", "10" + rest + "0" + fields, Feature.FP, mode);
      forms.add("LD" + suffix + " 128-bit", "10" + rest + "1" + fields, Feature.FP, mode);
    }
  }

  /** log2 of one register's bytes. */
  private static int size(int word) {
    return (word >>> 30) + 2;
  }

  /** The offset in bytes. */
  @Override
  public long immediate(int word) {
    return (long) (word << 10 >> 25) << size(word);
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = size(op.word);
    long base = cpu.base(op.rn);
    long first = this == POST_INDEX ? base : base + op.imm;
    long second = first + (1L << size);
    boolean loads = (op.word & LOAD_BIT) != 0;
    if (size == FpLoadStore.QUADWORD) {
      cpu.checkQuadword(first, !loads);
    }
    if (loads) {
      load(cpu, op, first, second, size);
    } else {
      FpLoadStore.store(cpu, op.rd, first, size);
      FpLoadStore.store(cpu, op.ra, second, size);
    }
    if (this == POST_INDEX || this == PRE_INDEX) {
      cpu.xsp(op.rn, base + op.imm);
    }
  }

  /** Nothing is written before everything is read: the second read may fault. */
  private static void load(Cpu cpu, Op op, long first, long second, int size) {
    boolean quadword = size == FpLoadStore.QUADWORD;
    int bytes = Math.min(1 << size, Long.BYTES);
    long low = cpu.load(first, bytes);
    long high = quadword ? cpu.load64(first + Long.BYTES) : 0;
    FpLoadStore.load(cpu, op.ra, second, size);
    cpu.v[2 * op.rd] = low;
    cpu.v[2 * op.rd + 1] = high;
  }
}
