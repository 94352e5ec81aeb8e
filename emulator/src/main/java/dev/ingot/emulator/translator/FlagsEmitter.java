package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.LazyFlags;
import dev.ingot.emulator.translator.FloatInstruction.FloatCompare;
import dev.ingot.emulator.translator.Instruction.AddSubtract;
import dev.ingot.emulator.translator.Instruction.AddWithCarry;
import dev.ingot.emulator.translator.Instruction.ConditionalCompare;
import dev.ingot.emulator.translator.Instruction.Executed;
import dev.ingot.emulator.translator.Instruction.Logical;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** Emits tests of conditions on flags that are kept as {@link LazyFlags}. */
final class FlagsEmitter {
  private static final ClassDesc LAZY_FLAGS = LazyFlags.class.describeConstable().orElseThrow();
  private static final int NZCV_SHIFT = 28;
  private static final int CARRY_SHIFT = 29;

  private final RegionCode region;
  private final CodeBuilder code;

  FlagsEmitter(RegionCode region) {
    this.region = region;
    this.code = region.code;
  }

  /** How the flags are kept behind an instruction, given how they are before it. */
  static int kindAfter(Instruction instruction, int before) {
    return switch (instruction) {
      case AddSubtract i when i.setsFlags() -> i.subtract() ? LazyFlags.SUBTRACT : LazyFlags.ADD;
      case AddWithCarry i when i.setsFlags() -> LazyFlags.CARRIED;
      case Logical i when i.setsFlags() -> LazyFlags.LOGICAL;
      case ConditionalCompare ignored -> LazyFlags.VALUE;
      case FloatCompare ignored -> LazyFlags.COMPARE_DOUBLE;
      case Executed i when i.usesFlags() -> LazyFlags.VALUE;
      default -> before;
    };
  }

  /** Brings the flags in the frame up to date. */
  void spill(int kind) {
    if (kind != LazyFlags.MIXED) {
      region.constant(kind);
      code.istore(Locals.FLAGS_KIND);
    }
    spillOperands();
    code.aload(Locals.FRAME)
        .iload(Locals.FLAGS_KIND)
        .putfield(RegionCode.FRAME, "flagsKind", CD_int);
  }

  private void spillOperands() {
    code.aload(Locals.FRAME).lload(Locals.FLAGS_A).putfield(RegionCode.FRAME, "flagsA", CD_long);
    code.aload(Locals.FRAME).lload(Locals.FLAGS_B).putfield(RegionCode.FRAME, "flagsB", CD_long);
  }

  /** Takes the flags from the frame. */
  void reload() {
    code.aload(Locals.FRAME).getfield(RegionCode.FRAME, "flagsA", CD_long).lstore(Locals.FLAGS_A);
    code.aload(Locals.FRAME).getfield(RegionCode.FRAME, "flagsB", CD_long).lstore(Locals.FLAGS_B);
    code.aload(Locals.FRAME).getfield(RegionCode.FRAME, "flagsKind", CD_int);
    code.istore(Locals.FLAGS_KIND);
  }

  /** Pushes the flags as an int. */
  void pushNzcv(int kind) {
    if (kind == LazyFlags.MIXED) {
      code.iload(Locals.FLAGS_KIND);
    } else {
      region.constant(kind);
    }
    code.lload(Locals.FLAGS_A);
    code.lload(Locals.FLAGS_B);
    region.call(LAZY_FLAGS, "nzcv", CD_int, CD_int, CD_long, CD_long);
  }

  /** Pushes the carry flag as a long, 0 or 1. */
  void pushCarry(int kind) {
    switch (kind) {
      case LazyFlags.CARRIED -> {
        code.lload(Locals.FLAGS_B);
        region.constant(Long.SIZE - 1);
        code.lushr();
      }
      case LazyFlags.LOGICAL -> code.lconst_0();
      case LazyFlags.ADD -> pushCarryOf("carryOfAdd");
      case LazyFlags.SUBTRACT -> pushCarryOf("carryOfSubtract");
      default -> {
        pushNzcv(kind);
        region.constant(CARRY_SHIFT);
        code.iushr().iconst_1().iand().i2l();
      }
    }
  }

  private void pushCarryOf(String method) {
    code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B);
    region.callBinary(LAZY_FLAGS, method);
  }

  /**
   * Keeps the flags of an addition with carry.
   *
   * @param result the local with its result; {@link Locals#FLAGS_A} and {@link Locals#FLAGS_B} hold
   *     the operands
   */
  void setCarried(int result) {
    code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B).lload(result);
    region.call(LAZY_FLAGS, "carries", CD_long, CD_long, CD_long, CD_long);
    code.lstore(Locals.FLAGS_B);
    code.lload(result).lstore(Locals.FLAGS_A);
  }

  /** Jumps to {@code target} if the condition holds. */
  void branchIf(Condition condition, int kind, Label target) {
    boolean fused =
        switch (kind) {
          case LazyFlags.SUBTRACT -> afterSubtract(condition, target);
          case LazyFlags.LOGICAL -> afterLogical(condition, target);
          case LazyFlags.ADD -> afterAdd(condition, target);
          case LazyFlags.CARRIED -> afterCarried(condition, target);
          case LazyFlags.COMPARE_DOUBLE -> afterCompare(condition, target);
          default -> false;
        };
    if (!fused) {
      byValue(condition, kind, target);
    }
  }

  private void byValue(Condition condition, int kind, Label target) {
    region.constant(condition.satisfying());
    pushNzcv(kind);
    code.bipush(NZCV_SHIFT).iushr().iushr().iconst_1().iand().ifne(target);
  }

  private boolean afterSubtract(Condition condition, Label target) {
    switch (condition) {
      case EQ, NE, GE, LT, GT, LE -> {
        code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B).lcmp();
      }
      case CS, CC, HI, LS -> {
        compareUnsigned();
      }
      case MI, PL -> {
        code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B).lsub().lconst_0().lcmp();
      }
      default -> {
        return false;
      }
    }
    jump(condition, target);
    return true;
  }

  private boolean afterAdd(Condition condition, Label target) {
    switch (condition) {
      case EQ, NE, MI, PL -> {
        code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B).ladd().lconst_0().lcmp();
        jump(condition, target);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  /** With C and V clear. */
  private boolean afterLogical(Condition condition, Label target) {
    switch (condition) {
      case EQ, NE, MI, PL, GE, LT, GT, LE -> {
        code.lload(Locals.FLAGS_A).lconst_0().lcmp();
        jump(condition, target);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private boolean afterCarried(Condition condition, Label target) {
    switch (condition) {
      case EQ, NE, MI, PL -> {
        code.lload(Locals.FLAGS_A).lconst_0().lcmp();
        jump(condition, target);
      }
      case CS -> code.lload(Locals.FLAGS_B).lconst_0().lcmp().iflt(target);
      case CC -> code.lload(Locals.FLAGS_B).lconst_0().lcmp().ifge(target);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Unordered operands leave Z and N clear, C and V set (Arm ARM, FPCompare). */
  private boolean afterCompare(Condition condition, Label target) {
    boolean greaterIfUnordered;
    switch (condition) {
      case EQ, NE, CS, CC, MI, PL, HI, LS -> greaterIfUnordered = true;
      case GE, LT, GT, LE -> greaterIfUnordered = false;
      default -> {
        return false;
      }
    }
    pushAsDouble(Locals.FLAGS_A);
    pushAsDouble(Locals.FLAGS_B);
    if (greaterIfUnordered) {
      code.dcmpg();
    } else {
      code.dcmpl();
    }
    jump(condition, target);
    return true;
  }

  private void pushAsDouble(int local) {
    code.lload(local);
    region.call(ConstantDescs.CD_Double, "longBitsToDouble", ConstantDescs.CD_double, CD_long);
  }

  /** Jumps by the sign of a comparison's result. */
  private void jump(Condition condition, Label target) {
    switch (condition) {
      case EQ -> code.ifeq(target);
      case NE -> code.ifne(target);
      case CS, PL, GE -> code.ifge(target);
      case CC, MI, LT -> code.iflt(target);
      case HI, GT -> code.ifgt(target);
      case LS, LE -> code.ifle(target);
      default -> throw new IllegalArgumentException(condition + " is no comparison");
    }
  }

  /**
   * Pushes how the operands compare as unsigned numbers. The server compiler makes one comparison
   * of Long.compareUnsigned; the client compiler three, but one of the signed comparison of numbers
   * whose signs are changed.
   */
  private void compareUnsigned() {
    if (HostCompilers.CLIENT_ALONE) {
      pushWithOtherSign(Locals.FLAGS_A);
      pushWithOtherSign(Locals.FLAGS_B);
      code.lcmp();
    } else {
      code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B);
      region.call(ConstantDescs.CD_Long, "compareUnsigned", CD_int, CD_long, CD_long);
    }
  }

  private void pushWithOtherSign(int local) {
    code.lload(local);
    region.constant(Long.MIN_VALUE);
    code.ladd();
  }
}
