package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.FloatInstruction.FloatArithmetic;
import dev.ingot.emulator.translator.FloatInstruction.FloatCompare;
import dev.ingot.emulator.translator.FloatInstruction.FloatConstant;
import dev.ingot.emulator.translator.FloatInstruction.FloatMultiplyAdd;
import dev.ingot.emulator.translator.FloatInstruction.FloatSelect;
import dev.ingot.emulator.translator.FloatInstruction.FloatToInteger;
import dev.ingot.emulator.translator.FloatInstruction.FloatUnary;
import dev.ingot.emulator.translator.FloatInstruction.GeneralToVector;
import dev.ingot.emulator.translator.FloatInstruction.IntegerToFloat;
import dev.ingot.emulator.translator.FloatInstruction.VectorToGeneral;
import dev.ingot.emulator.translator.Instruction.Executed;
import dev.ingot.emulator.translator.MemoryInstruction.VectorAccess;
import dev.ingot.emulator.translator.MemoryInstruction.VectorPair;
import java.util.stream.Stream;

/**
 * Finds the vector registers whose lower halves a region holds as doubles. HotSpot does not see
 * through a long that goes round a loop: a sum held as the bits of a double moved to a general
 * register and back in each round (docs/machine.md).
 */
final class DoubleRegisters {
  private static final int DOUBLEWORD = 3;

  /** Operands and results of double precision. */
  private long computed;

  /** What is used in any other way but to be moved as 64 bits. */
  private long other;

  private DoubleRegisters() {}

  /** The set of those that some instruction computes with, and that hold nothing but doubles. */
  static long of(Stream<Instruction> instructions) {
    DoubleRegisters registers = new DoubleRegisters();
    instructions.forEach(registers::note);
    return registers.computed & ~registers.other;
  }

  private void note(Instruction instruction) {
    switch (instruction) {
      case FloatArithmetic i -> use(i.vectors(), i.isDouble());
      case FloatMultiplyAdd i -> use(i.vectors(), i.isDouble());
      case FloatCompare i -> use(i.vectors(), i.isDouble());
      case IntegerToFloat i -> use(i.vectors(), i.isDouble());
      case FloatToInteger i -> use(i.vectors(), i.isDouble());
      case FloatUnary i -> unary(i);
      case FloatSelect i -> move(i.vectors(), i.isDouble());
      case GeneralToVector i -> move(i.vectors(), i.isDouble());
      case VectorToGeneral i -> move(i.vectors(), i.isDouble());
      case FloatConstant i -> move(i.vectors(), i.isDouble());
      case VectorAccess i -> move(i.vectors(), i.sizeLog2() >= DOUBLEWORD);
      case VectorPair i -> move(i.vectors(), i.sizeLog2() >= DOUBLEWORD);
      case Executed i -> other |= i.touchedVectors();
      default -> other |= instruction.vectors();
    }
  }

  private void unary(FloatUnary i) {
    switch (i.operator()) {
      case MOVE -> move(i.vectors(), i.isDouble());
      case ABSOLUTE, NEGATE, SQUARE_ROOT -> use(i.vectors(), i.isDouble());
      case TO_SINGLE, TO_DOUBLE -> {
        use(1L << i.n(), i.isDouble());
        use(1L << i.d(), !i.isDouble());
      }
    }
  }

  private void use(long registers, boolean isDouble) {
    if (isDouble) {
      computed |= registers;
    }
    move(registers, isDouble);
  }

  private void move(long registers, boolean isDouble) {
    if (!isDouble) {
      other |= registers;
    }
  }
}
