package dev.ingot.emulator.base;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.Executor;
import dev.ingot.emulator.cpu.Feature;
import dev.ingot.emulator.cpu.Flags;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.cpu.Op;
import java.util.List;

/** Data processing with register operands (Arm ARM C4.1.95). */
enum DataProcessingRegister implements Executor {
  LOGICAL_SHIFTED(
      "AND, BIC, ORR, ORN, EOR, EON, ANDS, BICS", "xxx01010xxxxxxxxxxxxxxxxxxxxxxxx", "C6.2.14"),
  ADD_SUBTRACT_SHIFTED(
      "ADD, ADDS, SUB, SUBS (shifted register)", "xxx01011xx0xxxxxxxxxxxxxxxxxxxxx", "C6.2.6"),
  ADD_SUBTRACT_EXTENDED(
      "ADD, ADDS, SUB, SUBS (extended register)", "xxx01011001xxxxxxxxxxxxxxxxxxxxx", "C6.2.4"),
  ADD_SUBTRACT_CARRY("ADC, ADCS, SBC, SBCS", "xxx11010000xxxxx000000xxxxxxxxxx", "C6.2.1"),
  CONDITIONAL_COMPARE("CCMN, CCMP", "xx111010010xxxxxxxxxx0xxxxx0xxxx", "C6.2.53"),
  CONDITIONAL_SELECT("CSEL, CSINC, CSINV, CSNEG", "xx011010100xxxxxxxxx0xxxxxxxxxxx", "C6.2.103"),
  ROTATE_INTO_FLAGS("RMIF", "10111010000xxxxxx00001xxxxx0xxxx", "C6.2.269", Feature.FLAGM),
  EVALUATE_FLAGS("SETF8, SETF16", "0011101000000000xx0010xxxxx01101", "C6.2.301", Feature.FLAGM);

  private final String title;
  private final String pattern;
  private final String manual;
  private final Feature feature;

  DataProcessingRegister(String title, String pattern, String manual) {
    this(title, pattern, manual, Feature.BASE);
  }

  DataProcessingRegister(String title, String pattern, String manual, Feature feature) {
    this.title = title;
    this.pattern = pattern;
    this.manual = manual;
    this.feature = feature;
  }

  static void addTo(List<Form> forms) {
    for (DataProcessingRegister each : values()) {
      forms.add(new Form(each.title, each.pattern, each.manual, each.feature, each));
    }
  }

  @Override
  public void execute(Cpu cpu, Op op) {
    switch (this) {
      case LOGICAL_SHIFTED -> logical(cpu, op);
      case ADD_SUBTRACT_SHIFTED -> addSubtractShifted(cpu, op);
      case ADD_SUBTRACT_EXTENDED -> addSubtractExtended(cpu, op);
      case ADD_SUBTRACT_CARRY -> addSubtractCarry(cpu, op);
      case CONDITIONAL_COMPARE -> conditionalCompare(cpu, op);
      case CONDITIONAL_SELECT -> conditionalSelect(cpu, op);
      case ROTATE_INTO_FLAGS -> rotateIntoFlags(cpu, op);
      case EVALUATE_FLAGS -> evaluateFlags(cpu, op);
    }
  }

  /**
   * Rm shifted as bits 23:22 and 15:10 say; of 32-bit instructions only the low half is meaningful.
   */
  private static long shifted(Cpu cpu, Op op, boolean rotateAllowed) {
    int amount = Fields.bits(op.word, 10, 6);
    int kind = Fields.bits(op.word, 22, 2);
    if (op.word >= 0 && amount >= 32 || kind == 3 && !rotateAllowed) {
      throw cpu.undefined();
    }
    long value = cpu.x(op.rm);
    if (op.word < 0) {
      return switch (kind) {
        case 0 -> value << amount;
        case 1 -> value >>> amount;
        case 2 -> value >> amount;
        default -> Long.rotateRight(value, amount);
      };
    }
    int half = (int) value;
    return switch (kind) {
      case 0 -> half << amount;
      case 1 -> half >>> amount;
      case 2 -> half >> amount;
      default -> Integer.rotateRight(half, amount);
    };
  }

  private static void logical(Cpu cpu, Op op) {
    long a = cpu.x(op.rn);
    long b = shifted(cpu, op, true);
    if (Fields.bits(op.word, 21, 1) != 0) {
      b = ~b;
    }
    int operation = Fields.bits(op.word, 29, 2);
    long result =
        Fields.sized(
            op.word,
            switch (operation) {
              case 1 -> a | b;
              case 2 -> a ^ b;
              default -> a & b;
            });
    if (operation == 3) {
      cpu.nzcv(Flags.ofLogical(op.word < 0 ? result : result << 32));
    }
    cpu.x(op.rd, result);
  }

  private static void addSubtractShifted(Cpu cpu, Op op) {
    long b = shifted(cpu, op, false);
    cpu.x(op.rd, addSubtract(cpu, op, cpu.x(op.rn), b));
  }

  private static void addSubtractExtended(Cpu cpu, Op op) {
    int shift = Fields.bits(op.word, 10, 3);
    if (shift > 4) {
      throw cpu.undefined();
    }
    long b = extend(cpu.x(op.rm), Fields.bits(op.word, 13, 3)) << shift;
    long result = addSubtract(cpu, op, cpu.xsp(op.rn), b);
    if (Fields.bits(op.word, 29, 1) != 0) {
      cpu.x(op.rd, result);
    } else {
      cpu.xsp(op.rd, result);
    }
  }

  /** Extends as UXTB, UXTH, UXTW, UXTX, SXTB, SXTH, SXTW, SXTX. */
  static long extend(long value, int option) {
    return switch (option) {
      case 0 -> value & 0xff;
      case 1 -> value & 0xffff;
      case 2 -> value & 0xffff_ffffL;
      case 4 -> (byte) value;
      case 5 -> (short) value;
      case 6 -> (int) value;
      default -> value;
    };
  }

  /** Adds or subtracts by bit 30, sets flags by bit 29. */
  private static long addSubtract(Cpu cpu, Op op, long a, long b) {
    boolean subtract = Fields.bits(op.word, 30, 1) != 0;
    if (Fields.bits(op.word, 29, 1) != 0) {
      cpu.nzcv(flags(op.word < 0, subtract, a, b));
    }
    return Fields.sized(op.word, subtract ? a - b : a + b);
  }

  private static int flags(boolean is64, boolean subtract, long a, long b) {
    int shift = is64 ? 0 : 32;
    return subtract
        ? Flags.ofSubtract(a << shift, b << shift)
        : Flags.ofAdd(a << shift, b << shift);
  }

  private static void addSubtractCarry(Cpu cpu, Op op) {
    boolean is64 = op.word < 0;
    int carry = cpu.nzcv() >>> 29 & 1;
    long a = Fields.sized(op.word, cpu.x(op.rn));
    long b = cpu.x(op.rm);
    b = Fields.sized(op.word, Fields.bits(op.word, 30, 1) != 0 ? ~b : b);
    long sum = a + b + carry;
    if (Fields.bits(op.word, 29, 1) != 0) {
      int top = is64 ? 63 : 31;
      boolean carryOut =
          is64 ? Long.compareUnsigned(sum, a) < 0 || carry != 0 && sum == a : sum >>> 32 != 0;
      boolean overflow = (((a ^ sum) & (b ^ sum)) >>> top & 1) != 0;
      long result = Fields.sized(op.word, sum);
      cpu.nzcv(
          Flags.ofLogical(is64 ? result : result << 32)
              | (carryOut ? Flags.C : 0)
              | (overflow ? Flags.V : 0));
    }
    cpu.x(op.rd, Fields.sized(op.word, sum));
  }

  private static void conditionalCompare(Cpu cpu, Op op) {
    if (!cpu.holds(Fields.bits(op.word, 12, 4))) {
      cpu.nzcv(Fields.bits(op.word, 0, 4) << 28);
      return;
    }
    long b = Fields.bits(op.word, 11, 1) != 0 ? op.rm : cpu.x(op.rm);
    cpu.nzcv(flags(op.word < 0, Fields.bits(op.word, 30, 1) != 0, cpu.x(op.rn), b));
  }

  private static void conditionalSelect(Cpu cpu, Op op) {
    long result = cpu.x(op.rn);
    if (!cpu.holds(Fields.bits(op.word, 12, 4))) {
      long other = cpu.x(op.rm);
      other = Fields.bits(op.word, 30, 1) != 0 ? ~other : other;
      result = Fields.bits(op.word, 10, 1) != 0 ? other + 1 : other;
    }
    cpu.x(op.rd, Fields.sized(op.word, result));
  }

  private static void rotateIntoFlags(Cpu cpu, Op op) {
    int bits = (int) Long.rotateRight(cpu.x(op.rn), Fields.bits(op.word, 15, 6)) << 28;
    int mask = Fields.bits(op.word, 0, 4) << 28;
    cpu.nzcv(cpu.nzcv() & ~mask | bits & mask);
  }

  private static void evaluateFlags(Cpu cpu, Op op) {
    int width = Fields.bits(op.word, 14, 1) != 0 ? 16 : 8;
    if (Fields.bits(op.word, 15, 1) != 0) {
      throw cpu.undefined();
    }
    long value = cpu.x(op.rn);
    int sign = (int) (value >>> width - 1) & 1;
    int beyond = (int) (value >>> width) & 1;
    int zero = (value & (1L << width) - 1) == 0 ? Flags.Z : 0;
    cpu.nzcv(sign << 31 | zero | cpu.nzcv() & Flags.C | (sign ^ beyond) << 28);
  }
}
