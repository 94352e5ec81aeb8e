package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.Flags;
import dev.ingot.emulator.translator.Instruction.AddSubtract;
import dev.ingot.emulator.translator.Instruction.AddWithCarry;
import dev.ingot.emulator.translator.Instruction.BitOperation;
import dev.ingot.emulator.translator.Instruction.BitOperator;
import dev.ingot.emulator.translator.Instruction.Bitfield;
import dev.ingot.emulator.translator.Instruction.BitfieldInsert;
import dev.ingot.emulator.translator.Instruction.ConditionalCompare;
import dev.ingot.emulator.translator.Instruction.Divide;
import dev.ingot.emulator.translator.Instruction.Extract;
import dev.ingot.emulator.translator.Instruction.Logical;
import dev.ingot.emulator.translator.Instruction.MoveKeep;
import dev.ingot.emulator.translator.Instruction.MultiplyAdd;
import dev.ingot.emulator.translator.Instruction.MultiplyHigh;
import dev.ingot.emulator.translator.Instruction.Select;
import dev.ingot.emulator.translator.Instruction.VariableShift;
import dev.ingot.emulator.translator.Instruction.WideMultiplyAdd;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** Emits data processing on general registers. */
final class ComputationEmitter {
  private static final ClassDesc FLAGS = Flags.class.describeConstable().orElseThrow();
  private static final ClassDesc QUOTIENTS = Quotients.class.describeConstable().orElseThrow();
  private static final ClassDesc PRODUCTS = Products.class.describeConstable().orElseThrow();
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  private final RegionCode region;
  private final CodeBuilder code;
  private final OperandEmitter operands;
  private final FlagsEmitter flags;

  ComputationEmitter(RegionCode region, OperandEmitter operands, FlagsEmitter flags) {
    this.region = region;
    this.code = region.code;
    this.operands = operands;
    this.flags = flags;
  }

  void moveKeep(MoveKeep i) {
    region.load(i.d());
    region.constant(i.kept());
    code.land();
    region.constant(i.inserted());
    code.lor();
    region.store(i.d());
  }

  void addSubtract(AddSubtract i) {
    region.load(i.n());
    if (!i.setsFlags()) {
      operands.push(i.operand(), i.is64());
      combine(i.subtract());
      region.truncateUnless(i.is64());
      region.store(i.d());
      return;
    }
    toFlagsOperand(i.is64());
    // The first operand may use what the second one is computed from: no store in between matters.
    operands.push(i.operand(), i.is64());
    toFlagsOperand(i.is64());
    code.lstore(Locals.FLAGS_B);
    code.lstore(Locals.FLAGS_A);
    if (i.d() != Registers.SINK) {
      code.lload(Locals.FLAGS_A).lload(Locals.FLAGS_B);
      combine(i.subtract());
      if (!i.is64()) {
        region.constant(Integer.SIZE);
        code.lushr();
      }
      region.store(i.d());
    }
  }

  void addWithCarry(AddWithCarry i) {
    flags.pushCarry(region.flagsKind());
    if (i.setsFlags()) {
      addWithCarrySettingFlags(i);
    } else {
      region.load(i.n());
      loadMaybeInverted(i);
      code.ladd().ladd();
      region.truncateUnless(i.is64());
    }
    region.store(i.d());
  }

  /** With the carry on the stack, which the result replaces. */
  private void addWithCarrySettingFlags(AddWithCarry i) {
    toFlagsOperand(i.is64());
    region.load(i.n());
    toFlagsOperand(i.is64());
    code.dup2().lstore(Locals.FLAGS_A);
    loadMaybeInverted(i);
    toFlagsOperand(i.is64());
    code.dup2().lstore(Locals.FLAGS_B);
    code.ladd().ladd();
    code.dup2().lstore(Locals.SUM);
    flags.setCarried(Locals.SUM);
    if (!i.is64()) {
      region.constant(Integer.SIZE);
      code.lushr();
    }
  }

  private void loadMaybeInverted(AddWithCarry i) {
    region.load(i.m());
    if (i.inverted()) {
      region.constant(-1L);
      code.lxor();
    }
  }

  private void combine(boolean subtract) {
    if (subtract) {
      code.lsub();
    } else {
      code.ladd();
    }
  }

  /** Moves a 32-bit operand to where {@link Flags} wants it. */
  private void toFlagsOperand(boolean is64) {
    if (!is64) {
      region.constant(Integer.SIZE);
      code.lshl();
    }
  }

  void logical(Logical i) {
    region.load(i.n());
    operands.push(i.operand(), i.is64());
    if (i.inverted()) {
      region.constant(-1L);
      code.lxor();
    }
    switch (i.operation()) {
      case AND -> code.land();
      case ORR -> code.lor();
      case EOR -> code.lxor();
    }
    region.truncateUnless(i.is64());
    if (i.setsFlags()) {
      code.dup2();
      toFlagsOperand(i.is64());
      code.lstore(Locals.FLAGS_A);
    }
    region.store(i.d());
  }

  void bitfield(Bitfield i) {
    region.load(i.n());
    if (i.signed()) {
      region.constant(Long.SIZE - i.from() - i.width());
      code.lshl();
      region.constant(Long.SIZE - i.width());
      code.lshr();
    } else {
      extractBits(i.from(), i.width());
    }
    shiftLeft(i.to());
    region.truncateUnless(i.is64());
    region.store(i.d());
  }

  void bitfieldInsert(BitfieldInsert i) {
    long mask = -1L >>> Long.SIZE - i.width();
    region.load(i.d());
    region.constant(~(mask << i.to()));
    code.land();
    region.load(i.n());
    extractBits(i.from(), i.width());
    shiftLeft(i.to());
    code.lor();
    region.truncateUnless(i.is64());
    region.store(i.d());
  }

  private void extractBits(int from, int width) {
    if (from != 0) {
      region.constant(from);
      code.lushr();
    }
    region.constant(-1L >>> Long.SIZE - width);
    code.land();
  }

  private void shiftLeft(int bits) {
    if (bits != 0) {
      region.constant(bits);
      code.lshl();
    }
  }

  void extract(Extract i) {
    if (i.n() == i.m()) {
      rotate(i);
    } else if (i.is64()) {
      region.load(i.m());
      if (i.low() != 0) {
        region.constant(i.low());
        code.lushr();
        region.load(i.n());
        region.constant(Long.SIZE - i.low());
        code.lshl().lor();
      }
    } else {
      region.load(i.n());
      region.constant(Integer.SIZE);
      code.lshl();
      region.load(i.m());
      region.truncateUnless(false);
      code.lor();
      region.constant(i.low());
      code.lushr();
      region.truncateUnless(false);
    }
    region.store(i.d());
  }

  private void rotate(Extract i) {
    region.load(i.n());
    if (i.is64()) {
      region.constant(i.low());
      operands.shift64(ShiftType.ROR);
    } else {
      code.l2i();
      region.constant(i.low());
      operands.shift32(ShiftType.ROR);
      code.i2l();
      region.truncateUnless(false);
    }
  }

  void select(Select i) {
    Label first = code.newLabel();
    Label join = code.newLabel();
    flags.branchIf(i.condition(), region.flagsKind(), first);
    region.registers.emitPassable(() -> selectSecond(i));
    code.goto_(join);
    code.labelBinding(first);
    region.registers.emitPassable(() -> region.load(i.n()));
    code.labelBinding(join);
    region.truncateUnless(i.is64());
    region.store(i.d());
  }

  private void selectSecond(Select i) {
    region.load(i.m());
    if (i.invert()) {
      region.constant(-1L);
      code.lxor();
    }
    if (i.increment()) {
      code.lconst_1().ladd();
    }
  }

  void conditionalCompare(ConditionalCompare i) {
    Label compare = code.newLabel();
    Label join = code.newLabel();
    flags.branchIf(i.condition(), region.flagsKind(), compare);
    region.constant((long) i.otherwise());
    code.goto_(join);
    code.labelBinding(compare);
    region.registers.emitPassable(() -> compare(i));
    code.labelBinding(join);
    code.lstore(Locals.FLAGS_A);
  }

  private void compare(ConditionalCompare i) {
    region.load(i.n());
    toFlagsOperand(i.is64());
    operands.push(i.operand(), i.is64());
    toFlagsOperand(i.is64());
    region.call(FLAGS, i.subtract() ? "ofSubtract" : "ofAdd", CD_int, CD_long, CD_long);
    code.i2l();
  }

  void multiplyAdd(MultiplyAdd i) {
    region.load(i.a());
    region.load(i.n());
    region.load(i.m());
    code.lmul();
    combine(i.subtract());
    region.truncateUnless(i.is64());
    region.store(i.d());
  }

  void wideMultiplyAdd(WideMultiplyAdd i) {
    region.load(i.a());
    loadExtended(i.n(), false, i.signed());
    loadExtended(i.m(), false, i.signed());
    code.lmul();
    combine(i.subtract());
    region.store(i.d());
  }

  void multiplyHigh(MultiplyHigh i) {
    region.load(i.n());
    region.load(i.m());
    if (i.signed()) {
      region.callBinary(MATH, "multiplyHigh");
    } else if (HostCompilers.CLIENT_ALONE) {
      region.callBinary(PRODUCTS, "unsignedHigh");
    } else {
      region.callBinary(MATH, "unsignedMultiplyHigh");
    }
    region.store(i.d());
  }

  void divide(Divide i) {
    loadExtended(i.n(), i.is64(), i.signed());
    loadExtended(i.m(), i.is64(), i.signed());
    region.callBinary(QUOTIENTS, i.signed() ? "signed" : "unsigned");
    region.truncateUnless(i.is64());
    region.store(i.d());
  }

  private void loadExtended(int register, boolean is64, boolean signed) {
    region.load(register);
    operands.extend(is64 ? Long.SIZE : Integer.SIZE, signed);
  }

  void variableShift(VariableShift i) {
    region.load(i.n());
    if (i.is64()) {
      region.load(i.m());
      code.l2i();
      operands.shift64(i.type());
    } else {
      code.l2i();
      region.load(i.m());
      code.l2i();
      operands.shift32(i.type());
      code.i2l();
      region.truncateUnless(false);
    }
    region.store(i.d());
  }

  void bitOperation(BitOperation i) {
    ClassDesc owner = i.is64() ? ConstantDescs.CD_Long : ConstantDescs.CD_Integer;
    ClassDesc type = i.is64() ? CD_long : CD_int;
    region.load(i.n());
    if (!i.is64()) {
      code.l2i();
    }
    switch (i.operator()) {
      case REVERSE_BITS -> region.call(owner, "reverse", type, type);
      case REVERSE_BYTES -> region.call(owner, "reverseBytes", type, type);
      case COUNT_LEADING_ZEROS -> region.call(owner, "numberOfLeadingZeros", CD_int, type);
    }
    if (!i.is64() || i.operator() == BitOperator.COUNT_LEADING_ZEROS) {
      code.i2l();
      region.truncateUnless(i.is64());
    }
    region.store(i.d());
  }
}
