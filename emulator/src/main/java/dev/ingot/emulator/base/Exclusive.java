package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/**
 * Exclusive and ordered loads and stores, and compare and swap (Arm ARM C4.1.94.25). The machine
 * runs one instruction after the other, so every access is ordered already. Register fields that an
 * instruction does not use should be ones; other values are ignored, as the architecture allows.
 */
enum Exclusive implements Executor {
  STORE_EXCLUSIVE("STXR, STLXR", "xx001000000xxxxxxxxxxxxxxxxxxxxx", "C6.2.362"),
  STORE_EXCLUSIVE_PAIR("STXP, STLXP", "1x001000001xxxxxxxxxxxxxxxxxxxxx", "C6.2.361"),
  LOAD_EXCLUSIVE("LDXR, LDAXR", "xx001000010xxxxxxxxxxxxxxxxxxxxx", "C6.2.209"),
  LOAD_EXCLUSIVE_PAIR("LDXP, LDAXP", "1x001000011xxxxxxxxxxxxxxxxxxxxx", "C6.2.208"),
  STORE_RELEASE("STLR", "xx001000100xxxxx1xxxxxxxxxxxxxxx", "C6.2.336"),
  LOAD_ACQUIRE("LDAR", "xx001000110xxxxx1xxxxxxxxxxxxxxx", "C6.2.148"),
  COMPARE_AND_SWAP("CAS", "xx0010001x1xxxxxx11111xxxxxxxxxx", "C6.2.44", Feature.LSE),
  COMPARE_AND_SWAP_PAIR("CASP", "0x0010000x1xxxxxx11111xxxxxxxxxx", "C6.2.45", Feature.LSE),
  LOAD_ACQUIRE_PC("LDAPR", "xx11100010111111110000xxxxxxxxxx", "C6.2.138", Feature.LRCPC),
  ORDERED_UNSCALED("LDAPUR, STLUR", "xx011001xx0xxxxxxxxx00xxxxxxxxxx", "C6.2.141", Feature.LRCPC2);

  private static final int LOAD_SIGNED_64 = 2;

  private final String title;
  private final String pattern;
  private final String manual;
  private final Feature feature;

  Exclusive(String title, String pattern, String manual) {
    this(title, pattern, manual, Feature.BASE);
  }

  Exclusive(String title, String pattern, String manual, Feature feature) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
    this.feature = feature;
  }

  static void addTo(List<Form> forms) {
    for (Exclusive each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, each.feature, each));
    }
  }

  @Override
  public long immediate(int word) {
    return this == ORDERED_UNSCALED ? Fields.signed(word, 12, 9) : 0;
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    int size = 1 << (op.word >>> 30);
    long va = cpu.base(op.rn) + op.imm;
    switch (this) {
      case STORE_EXCLUSIVE -> storeExclusive(cpu, op, va, size);
      case STORE_EXCLUSIVE_PAIR -> storeExclusivePair(cpu, op, va, size);
      case LOAD_EXCLUSIVE -> {
        cpu.requireAligned(va, size, false);
        long value = cpu.load(va, size);
        cpu.markExclusive(va, size, value, 0);
        cpu.x(op.rd, value);
      }
      case LOAD_EXCLUSIVE_PAIR -> loadExclusivePair(cpu, op, va, size);
      case STORE_RELEASE -> {
        cpu.requireAligned(va, size, true);
        cpu.store(va, size, cpu.x(op.rd));
      }
      case LOAD_ACQUIRE, LOAD_ACQUIRE_PC -> {
        cpu.requireAligned(va, size, false);
        cpu.x(op.rd, cpu.load(va, size));
      }
      case COMPARE_AND_SWAP -> compareAndSwap(cpu, op, va, size);
      case COMPARE_AND_SWAP_PAIR -> compareAndSwapPair(cpu, op, va);
      case ORDERED_UNSCALED -> orderedUnscaled(cpu, op, va, size);
    }
  }

  private static void storeExclusive(Cpu cpu, Op op, long va, int size) {
    cpu.requireAligned(va, size, true);
    boolean success = cpu.exclusiveHolds(va, size);
    if (success) {
      cpu.store(va, size, cpu.x(op.rd));
    }
    cpu.clearExclusive();
    cpu.x(op.rm, success ? 0 : 1);
  }

  private static void storeExclusivePair(Cpu cpu, Op op, long va, int size) {
    cpu.requireAligned(va, size * 2, true);
    boolean success = cpu.exclusiveHolds(va, size * 2);
    if (success) {
      storePair(cpu, va, size, cpu.x(op.rd), cpu.x(op.ra));
    }
    cpu.clearExclusive();
    cpu.x(op.rm, success ? 0 : 1);
  }

  private static void loadExclusivePair(Cpu cpu, Op op, long va, int size) {
    cpu.requireAligned(va, size * 2, false);
    long low = cpu.load64(va);
    if (size == Integer.BYTES) {
      cpu.markExclusive(va, Long.BYTES, low, 0);
      cpu.x(op.rd, low & 0xffff_ffffL);
      cpu.x(op.ra, low >>> 32);
    } else {
      long high = cpu.load64(va + Long.BYTES);
      cpu.markExclusive(va, 2 * Long.BYTES, low, high);
      cpu.x(op.rd, low);
      cpu.x(op.ra, high);
    }
  }

  private static void storePair(Cpu cpu, long va, int size, long first, long second) {
    if (size == Integer.BYTES) {
      cpu.store64(va, first & 0xffff_ffffL | second << 32);
    } else {
      cpu.store64(va, first);
      cpu.store64(va + Long.BYTES, second);
    }
  }

  private static void compareAndSwap(Cpu cpu, Op op, long va, int size) {
    cpu.requireAligned(va, size, false);
    long old = cpu.load(va, size);
    long mask = -1L >>> Long.SIZE - (size << 3);
    if (old == (cpu.x(op.rm) & mask)) {
      cpu.store(va, size, cpu.x(op.rd));
    } else {
      cpu.requireWritable(va);
    }
    cpu.x(op.rm, old);
  }

  private static void compareAndSwapPair(Cpu cpu, Op op, long va) {
    if (((op.rm | op.rd) & 1) != 0) {
      throw cpu.undefined();
    }
    int size = Fields.bits(op.word, 30, 1) != 0 ? Long.BYTES : Integer.BYTES;
    cpu.requireAligned(va, size * 2, false);
    long first = cpu.load(va, size);
    long second = cpu.load(va + size, size);
    long mask = -1L >>> Long.SIZE - (size << 3);
    boolean equal = first == (cpu.x(op.rm) & mask) && second == (cpu.x(op.rm + 1) & mask);
    if (equal) {
      storePair(cpu, va, size, cpu.x(op.rd), cpu.x(op.rd + 1));
    } else {
      cpu.requireWritable(va);
    }
    cpu.x(op.rm, first);
    cpu.x(op.rm + 1, second);
  }

  private static void orderedUnscaled(Cpu cpu, Op op, long va, int size) {
    int operation = Fields.bits(op.word, 22, 2);
    boolean signedToWord = operation > LOAD_SIGNED_64;
    if (operation == LOAD_SIGNED_64 && size == Long.BYTES
        || signedToWord && size >= Integer.BYTES) {
      throw cpu.undefined();
    }
    cpu.requireAligned(va, size, operation == 0);
    if (operation == 0) {
      cpu.store(va, size, cpu.x(op.rd));
      return;
    }
    long value = cpu.load(va, size);
    if (operation >= LOAD_SIGNED_64) {
      int unused = Long.SIZE - (size << 3);
      value = value << unused >> unused;
    }
    cpu.x(op.rd, signedToWord ? value & 0xffff_ffffL : value);
  }
}
