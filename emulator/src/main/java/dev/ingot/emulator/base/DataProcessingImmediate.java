package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.BitMasks;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Flags;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/** Data processing with an immediate operand (Arm ARM C4.1.92). */
enum DataProcessingImmediate implements Executor {
  PC_RELATIVE("ADR, ADRP", "xxx10000xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.11"),
  ADD_SUBTRACT("ADD, ADDS, SUB, SUBS (immediate)", "xxx100010xxxxxxxxxxxxxxxxxxxxxxx", "C6.2.5"),
  LOGICAL("AND, ORR, EOR, ANDS (immediate)", "xxx100100xxxxxxxxxxxxxxxxxxxxxxx", "C6.2.13"),
  MOVE_WIDE("MOVN, MOVZ, MOVK", "xxx100101xxxxxxxxxxxxxxxxxxxxxxx", "C6.2.225"),
  BITFIELD("SBFM, BFM, UBFM", "xxx100110xxxxxxxxxxxxxxxxxxxxxxx", "C6.2.37"),
  EXTRACT("EXTR", "x00100111x0xxxxxxxxxxxxxxxxxxxxx", "C6.2.120");

  private final String title;
  private final String pattern;
  private final String manual;

  DataProcessingImmediate(String title, String pattern, String manual) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
  }

  static void addTo(List<Form> forms) {
    for (DataProcessingImmediate each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, Feature.BASE, each));
    }
  }

  @Override
  public long immediate(int word) {
    return switch (this) {
      case PC_RELATIVE -> {
        long immediate = Fields.signed(word, 5, 19) << 2 | Fields.bits(word, 29, 2);
        yield word < 0 ? immediate << 12 : immediate;
      }
      case ADD_SUBTRACT ->
          (long) Fields.bits(word, 10, 12) << (Fields.bits(word, 22, 1) != 0 ? 12 : 0);
      case LOGICAL -> BitMasks.immediate(word);
      case MOVE_WIDE -> (long) Fields.bits(word, 5, 16) << (Fields.bits(word, 21, 2) << 4);
      default -> 0;
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case PC_RELATIVE -> cpu.x(op.rd, (op.word < 0 ? cpu.pc() & -4096 : cpu.pc()) + op.imm);
      case ADD_SUBTRACT -> addSubtract(cpu, op);
      case LOGICAL -> logical(cpu, op);
      case MOVE_WIDE -> moveWide(cpu, op);
      case BITFIELD -> bitfield(cpu, op);
      case EXTRACT -> extract(cpu, op);
    }
  }

  private static void addSubtract(Cpu cpu, Op op) {
    long a = cpu.xsp(op.rn);
    boolean subtract = Fields.bits(op.word, 30, 1) != 0;
    long result = subtract ? a - op.imm : a + op.imm;
    if (Fields.bits(op.word, 29, 1) != 0) {
      int shift = op.word < 0 ? 0 : 32;
      cpu.nzcv(
          subtract
              ? Flags.ofSubtract(a << shift, op.imm << shift)
              : Flags.ofAdd(a << shift, op.imm << shift));
      cpu.x(op.rd, Fields.sized(op.word, result));
    } else {
      cpu.xsp(op.rd, Fields.sized(op.word, result));
    }
  }

  private static void logical(Cpu cpu, Op op) {
    if (op.imm == BitMasks.INVALID) {
      throw cpu.undefined();
    }
    long a = cpu.x(op.rn);
    switch (Fields.bits(op.word, 29, 2)) {
      case 0 -> cpu.xsp(op.rd, Fields.sized(op.word, a & op.imm));
      case 1 -> cpu.xsp(op.rd, Fields.sized(op.word, a | op.imm));
      case 2 -> cpu.xsp(op.rd, Fields.sized(op.word, a ^ op.imm));
      default -> {
        long result = Fields.sized(op.word, a & op.imm);
        cpu.nzcv(Flags.ofLogical(op.word < 0 ? result : result << 32));
        cpu.x(op.rd, result);
      }
    }
  }

  private static void moveWide(Cpu cpu, Op op) {
    int shift = Fields.bits(op.word, 21, 2) << 4;
    int operation = Fields.bits(op.word, 29, 2);
    if (operation == 1 || op.word >= 0 && shift >= 32) {
      throw cpu.undefined();
    }
    long result =
        switch (operation) {
          case 0 -> ~op.imm;
          case 2 -> op.imm;
          default -> cpu.x(op.rd) & ~(0xffffL << shift) | op.imm;
        };
    cpu.x(op.rd, Fields.sized(op.word, result));
  }

  private static void bitfield(Cpu cpu, Op op) {
    boolean is64 = op.word < 0;
    int n = Fields.bits(op.word, 22, 1);
    int immr = Fields.bits(op.word, 16, 6);
    int imms = Fields.bits(op.word, 10, 6);
    int operation = Fields.bits(op.word, 29, 2);
    if (operation == 3 || n != (is64 ? 1 : 0) || !is64 && (immr | imms) >= 32) {
      throw cpu.undefined();
    }
    int width = is64 ? 64 : 32;
    boolean extract = imms >= immr;
    int length = extract ? imms - immr + 1 : imms + 1;
    int position = extract ? 0 : width - immr;
    long field = (extract ? cpu.x(op.rn) >>> immr : cpu.x(op.rn)) & -1L >>> 64 - length;
    long result =
        switch (operation) {
          case 0 -> field << 64 - length >> 64 - length << position;
          case 1 -> {
            long mask = -1L >>> 64 - length << position;
            yield cpu.x(op.rd) & ~mask | field << position;
          }
          default -> field << position;
        };
    cpu.x(op.rd, Fields.sized(op.word, result));
  }

  private static void extract(Cpu cpu, Op op) {
    boolean is64 = op.word < 0;
    int lsb = Fields.bits(op.word, 10, 6);
    if (Fields.bits(op.word, 22, 1) != (is64 ? 1 : 0) || !is64 && lsb >= 32) {
      throw cpu.undefined();
    }
    if (is64) {
      long low = cpu.x(op.rm) >>> lsb;
      cpu.x(op.rd, lsb == 0 ? low : low | cpu.x(op.rn) << 64 - lsb);
    } else {
      long both = cpu.x(op.rn) << 32 | cpu.x(op.rm) & 0xffff_ffffL;
      cpu.x(op.rd, both >>> lsb & 0xffff_ffffL);
    }
  }
}
