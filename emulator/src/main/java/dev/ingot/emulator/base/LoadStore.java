package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/** Loads and stores of general registers, one by one or in pairs (Arm ARM C4.1.94). */
enum LoadStore implements Executor {
  UNSIGNED_OFFSET("LDR, STR (unsigned offset)", "xx111001xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.166"),
  UNSCALED("LDUR, STUR", "xx111000xx0xxxxxxxxx00xxxxxxxxxx", "C6.2.202"),
  POST_INDEX("LDR, STR (post-index)", "xx111000xx0xxxxxxxxx01xxxxxxxxxx", "C6.2.166"),
  UNPRIVILEGED("LDTR, STTR", "xx111000xx0xxxxxxxxx10xxxxxxxxxx", "C6.2.190"),
  PRE_INDEX("LDR, STR (pre-index)", "xx111000xx0xxxxxxxxx11xxxxxxxxxx", "C6.2.166"),
  REGISTER_OFFSET("LDR, STR (register)", "xx111000xx1xxxxxxxxx10xxxxxxxxxx", "C6.2.168"),
  LITERAL("LDR (literal)", "xx011000xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.167"),
  PAIR("LDP, STP, LDNP, STNP", "x010100xxxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.164"),
  PAIR_SIGNED("LDPSW", "0110100xx1xxxxxxxxxxxxxxxxxxxxxx", "C6.2.165");

  private static final int STORE = 0;
  private static final int LOAD = 1;
  private static final int LOAD_SIGNED_64 = 2;
  private static final int DOUBLEWORD = 3;
  private static final int WORD = 2;

  private final String title;
  private final String pattern;
  private final String manual;

  LoadStore(String title, String pattern, String manual) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
  }

  static void addTo(List<Form> forms) {
    for (LoadStore each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, Feature.BASE, each));
    }
  }

  @Override
  public long immediate(int word) {
    return switch (this) {
      case UNSIGNED_OFFSET -> (long) Fields.bits(word, 10, 12) << (word >>> 30);
      case UNSCALED, POST_INDEX, UNPRIVILEGED, PRE_INDEX -> Fields.signed(word, 12, 9);
      case REGISTER_OFFSET -> Fields.bits(word, 12, 1) != 0 ? word >>> 30 : 0;
      case LITERAL -> Fields.signed(word, 5, 19) << 2;
      case PAIR, PAIR_SIGNED -> Fields.signed(word, 15, 7) << (word < 0 ? 3 : 2);
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case UNSIGNED_OFFSET, UNSCALED -> {
        if (!isPrefetch(op)) {
          access(cpu, op, cpu.base(op.rn) + op.imm, false);
        }
      }
      case POST_INDEX -> {
        refusePrefetch(cpu, op);
        long base = cpu.base(op.rn);
        access(cpu, op, base, false);
        writeBack(cpu, op, base);
      }
      case PRE_INDEX -> {
        refusePrefetch(cpu, op);
        long base = cpu.base(op.rn);
        access(cpu, op, base + op.imm, false);
        writeBack(cpu, op, base);
      }
      case UNPRIVILEGED -> {
        refusePrefetch(cpu, op);
        access(cpu, op, cpu.base(op.rn) + op.imm, true);
      }
      case REGISTER_OFFSET -> registerOffset(cpu, op);
      case LITERAL -> literal(cpu, op);
      case PAIR, PAIR_SIGNED -> pair(cpu, op);
    }
  }

  private static boolean isPrefetch(Op op) {
    return op.word >>> 30 == DOUBLEWORD && Fields.bits(op.word, 22, 2) == LOAD_SIGNED_64;
  }

  private static void refusePrefetch(Cpu cpu, Op op) {
    if (isPrefetch(op)) {
      throw cpu.undefined();
    }
  }

  /**
   * With write-back a base that is also loaded ends as the new base (constrained unpredictable).
   */
  private static void writeBack(Cpu cpu, Op op, long base) {
    cpu.xsp(op.rn, base + op.imm);
  }

  private static void registerOffset(Cpu cpu, Op op) {
    int option = Fields.bits(op.word, 13, 3);
    if ((option & 2) == 0) {
      throw cpu.undefined();
    }
    if (!isPrefetch(op)) {
      long offset = DataProcessingRegister.extend(cpu.x(op.rm), option) << op.imm;
      access(cpu, op, cpu.base(op.rn) + offset, false);
    }
  }

  /** Loads or stores as the size in bits 31:30 and opc in 23:22 say. */
  private static void access(Cpu cpu, Op op, long va, boolean unprivileged) {
    int sizeLog2 = op.word >>> 30;
    int size = 1 << sizeLog2;
    int operation = Fields.bits(op.word, 22, 2);
    if (operation == STORE) {
      long value = cpu.x(op.rd);
      if (unprivileged) {
        cpu.storeUnprivileged(va, size, value);
      } else {
        cpu.store(va, size, value);
      }
      return;
    }
    boolean toWord = operation > LOAD_SIGNED_64;
    if (operation != LOAD && sizeLog2 >= (toWord ? WORD : DOUBLEWORD)) {
      throw cpu.undefined();
    }
    long value = unprivileged ? cpu.loadUnprivileged(va, size) : cpu.load(va, size);
    if (operation != LOAD) {
      int unused = Long.SIZE - (size << 3);
      value = value << unused >> unused;
    }
    cpu.x(op.rd, toWord ? value & 0xffff_ffffL : value);
  }

  private static void literal(Cpu cpu, Op op) {
    long va = cpu.pc() + op.imm;
    switch (op.word >>> 30) {
      case 0 -> cpu.w(op.rd, cpu.load32(va));
      case 1 -> cpu.x(op.rd, cpu.load64(va));
      case 2 -> cpu.x(op.rd, cpu.load32(va));
      default -> {} // PRFM (literal)
    }
  }

  private static void pair(Cpu cpu, Op op) {
    int width = op.word >>> 30;
    int mode = Fields.bits(op.word, 23, 2);
    boolean load = Fields.bits(op.word, 22, 1) != 0;
    if (width == 1 && mode == 0) {
      throw cpu.undefined();
    }
    long base = cpu.base(op.rn);
    long va = mode == 1 ? base : base + op.imm;
    int size = width == 2 ? Long.BYTES : Integer.BYTES;
    if (load) {
      long first = cpu.load(va, size);
      long second = cpu.load(va + size, size);
      // Loading one register twice is constrained unpredictable; as on QEMU the first word stays.
      cpu.x(op.ra, width == 1 ? (int) second : second);
      cpu.x(op.rd, width == 1 ? (int) first : first);
    } else {
      long first = cpu.x(op.rd);
      long second = cpu.x(op.ra);
      cpu.store(va, size, first);
      cpu.store(va + size, size, second);
    }
    if (mode == 1 || mode == 3) {
      writeBack(cpu, op, base);
    }
  }
}
