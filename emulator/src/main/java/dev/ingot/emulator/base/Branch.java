package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/** Branches and exception generation (Arm ARM C4.1.93). */
enum Branch implements Executor {
  B("B", "000101xxxxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.25"),
  BL("BL", "100101xxxxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.34"),
  B_CONDITION("B.cond", "01010100xxxxxxxxxxxxxxxxxxx0xxxx", "C6.2.26"),
  CBZ("CBZ", "x0110100xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.47"),
  CBNZ("CBNZ", "x0110101xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.46"),
  TBZ("TBZ", "x0110110xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.375"),
  TBNZ("TBNZ", "x0110111xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.374"),
  BR("BR", "1101011000011111000000xxxxx00000", "C6.2.37"),
  BLR("BLR", "1101011000111111000000xxxxx00000", "C6.2.35"),
  RET("RET", "1101011001011111000000xxxxx00000", "C6.2.263"),
  ERET("ERET", "11010110100111110000001111100000", "C6.2.117"),
  SVC("SVC", "11010100000xxxxxxxxxxxxxxxx00001", "C6.2.365"),
  HVC("HVC", "11010100000xxxxxxxxxxxxxxxx00010", "C6.2.128"),
  SMC("SMC", "11010100000xxxxxxxxxxxxxxxx00011", "C6.2.307"),
  BRK("BRK", "11010100001xxxxxxxxxxxxxxxx00000", "C6.2.40"),
  HLT("HLT", "11010100010xxxxxxxxxxxxxxxx00000", "C6.2.127"),
  /** Permanently undefined, the all-zero word included. */
  UDF("UDF", "0000000000000000xxxxxxxxxxxxxxxx", "C6.2.387");

  /** HLT immediate of a semihosting call (Arm semihosting specification). */
  private static final int SEMIHOSTING = 0xf000;

  private static final int LINK = 30;

  private final String title;
  private final String pattern;
  private final String manual;

  Branch(String title, String pattern, String manual) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
  }

  static void addTo(List<Form> forms) {
    for (Branch each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, Feature.BASE, each));
    }
  }

  @Override
  public long immediate(int word) {
    return switch (this) {
      case B, BL -> Fields.signed(word, 0, 26) << 2;
      case B_CONDITION, CBZ, CBNZ -> Fields.signed(word, 5, 19) << 2;
      case TBZ, TBNZ -> Fields.signed(word, 5, 14) << 2;
      default -> Fields.bits(word, 5, 16);
    };
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case B -> cpu.branch(cpu.pc() + op.imm);
      case BL -> {
        cpu.x(LINK, cpu.pc() + Integer.BYTES);
        cpu.branch(cpu.pc() + op.imm);
      }
      case B_CONDITION -> branchIf(cpu, op, cpu.holds(op.word & 0xf));
      case CBZ -> branchIf(cpu, op, Fields.sized(op.word, cpu.x(op.rd)) == 0);
      case CBNZ -> branchIf(cpu, op, Fields.sized(op.word, cpu.x(op.rd)) != 0);
      case TBZ -> branchIf(cpu, op, !testedBit(cpu, op));
      case TBNZ -> branchIf(cpu, op, testedBit(cpu, op));
      case BR, RET -> cpu.branch(cpu.x(op.rn));
      case BLR -> {
        long target = cpu.x(op.rn);
        cpu.x(LINK, cpu.pc() + Integer.BYTES);
        cpu.branch(target);
      }
      case ERET -> cpu.exceptions().exceptionReturn();
      case SVC -> throw cpu.supervisorCall((int) op.imm);
      case HVC -> hypervisorCall(cpu, op);
      case SMC -> secureMonitorCall(cpu, op);
      case BRK -> throw cpu.breakpoint((int) op.imm);
      case HLT -> halt(cpu, op);
      case UDF -> throw cpu.undefined();
    }
  }

  private static void branchIf(Cpu cpu, Op op, boolean taken) {
    if (taken) {
      cpu.branch(cpu.pc() + op.imm);
    }
  }

  private static boolean testedBit(Cpu cpu, Op op) {
    int bit = Fields.bits(op.word, 19, 5) | op.word >>> 31 << 5;
    return (cpu.x(op.rd) >>> bit & 1) != 0;
  }

  private static void hypervisorCall(Cpu cpu, Op op) {
    if (cpu.exceptionLevel() > 0 && cpu.environment().hypervisor()) {
      throw cpu.hypervisorCall((int) op.imm);
    }
    if (cpu.exceptionLevel() == 0 || !cpu.environment().hypervisorCall().handle((int) op.imm)) {
      throw cpu.undefined();
    }
    cpu.requestAttention();
  }

  private static void secureMonitorCall(Cpu cpu, Op op) {
    if (cpu.exceptionLevel() == 0 || !cpu.environment().secureMonitorCall().handle((int) op.imm)) {
      throw cpu.undefined();
    }
    cpu.requestAttention();
  }

  private static void halt(Cpu cpu, Op op) {
    if (op.imm != SEMIHOSTING || !cpu.environment().semihosting().handle((int) op.imm)) {
      throw cpu.undefined();
    }
    cpu.requestAttention();
  }
}
