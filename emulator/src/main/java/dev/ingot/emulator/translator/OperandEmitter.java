package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ConstantDescs;

/** Pushes operands. Of a 32-bit operand only the low half counts; the high half may be anything. */
final class OperandEmitter {
  private final RegionCode region;
  private final CodeBuilder code;

  OperandEmitter(RegionCode region) {
    this.region = region;
    this.code = region.code;
  }

  void push(Operand operand, boolean is64) {
    switch (operand) {
      case Operand.Immediate immediate -> region.constant(immediate.value());
      case Operand.Shifted shifted -> shifted(shifted, is64);
      case Operand.Extended extended -> extended(extended);
    }
  }

  private void shifted(Operand.Shifted operand, boolean is64) {
    region.load(operand.register());
    if (operand.amount() == 0) {
      return;
    }
    if (is64) {
      region.constant(operand.amount());
      shift64(operand.type());
    } else {
      code.l2i();
      region.constant(operand.amount());
      shift32(operand.type());
      code.i2l();
    }
  }

  /** Shifts the long below the int on the stack. */
  void shift64(ShiftType type) {
    switch (type) {
      case LSL -> code.lshl();
      case LSR -> code.lushr();
      case ASR -> code.lshr();
      case ROR -> region.call(ConstantDescs.CD_Long, "rotateRight", CD_long, CD_long, CD_int);
    }
  }

  /** Shifts the int below the int on the stack. */
  void shift32(ShiftType type) {
    switch (type) {
      case LSL -> code.ishl();
      case LSR -> code.iushr();
      case ASR -> code.ishr();
      case ROR -> region.call(ConstantDescs.CD_Integer, "rotateRight", CD_int, CD_int, CD_int);
    }
  }

  void extended(Operand.Extended operand) {
    region.load(operand.register());
    extend(operand.width(), operand.signed());
    if (operand.shift() != 0) {
      region.constant(operand.shift());
      code.lshl();
    }
  }

  /** Extends the low {@code width} bits of the long on the stack: 8, 16, 32 or 64. */
  void extend(int width, boolean signed) {
    if (width == Long.SIZE) {
      return;
    }
    if (!signed) {
      region.constant(-1L >>> Long.SIZE - width);
      code.land();
      return;
    }
    code.l2i();
    switch (width) {
      case Byte.SIZE -> code.i2b();
      case Short.SIZE -> code.i2s();
      default -> {}
    }
    code.i2l();
  }
}
