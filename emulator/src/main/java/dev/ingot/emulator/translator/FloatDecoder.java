package dev.ingot.emulator.translator;

import static dev.ingot.emulator.translator.RegisterFields.d;
import static dev.ingot.emulator.translator.RegisterFields.m;
import static dev.ingot.emulator.translator.RegisterFields.n;

import dev.ingot.emulator.translator.FloatInstruction.FloatArithmetic;
import dev.ingot.emulator.translator.FloatInstruction.FloatCompare;
import dev.ingot.emulator.translator.FloatInstruction.FloatConstant;
import dev.ingot.emulator.translator.FloatInstruction.FloatMultiplyAdd;
import dev.ingot.emulator.translator.FloatInstruction.FloatOperator;
import dev.ingot.emulator.translator.FloatInstruction.FloatSelect;
import dev.ingot.emulator.translator.FloatInstruction.FloatToInteger;
import dev.ingot.emulator.translator.FloatInstruction.FloatUnary;
import dev.ingot.emulator.translator.FloatInstruction.FloatUnaryOperator;
import dev.ingot.emulator.translator.FloatInstruction.GeneralToVector;
import dev.ingot.emulator.translator.FloatInstruction.IntegerToFloat;
import dev.ingot.emulator.translator.FloatInstruction.VectorToGeneral;
import java.util.Optional;

/** Decodes the scalar floating-point instructions that the JVM computes alike (Arm ARM C4.1.96). */
final class FloatDecoder {
  private static final int SINGLE = 0;
  private static final int DOUBLE = 1;

  private FloatDecoder() {}

  /** Empty for what has to run through its executor. */
  static Optional<FloatInstruction> decode(int word) {
    int type = word >>> 22 & 3;
    if (type != SINGLE && type != DOUBLE) {
      return Optional.empty();
    }
    boolean isDouble = type == DOUBLE;
    if ((word & 0xff00_0000) == 0x1f00_0000) {
      return Optional.of(multiplyAdd(word, isDouble));
    }
    if ((word & 0x7f20_0000) != 0x1e20_0000) {
      return Optional.empty();
    }
    if ((word & 0xfc00) == 0) {
      return conversion(word, isDouble);
    }
    return word < 0 ? Optional.empty() : dataProcessing(word, isDouble);
  }

  private static FloatInstruction multiplyAdd(int word, boolean isDouble) {
    boolean negateAll = (word >>> 21 & 1) != 0;
    boolean subtract = (word >>> 15 & 1) != 0;
    return new FloatMultiplyAdd(
        d(word), n(word), m(word), word >>> 10 & 31, negateAll != subtract, negateAll, isDouble);
  }

  private static Optional<FloatInstruction> dataProcessing(int word, boolean isDouble) {
    return switch (word >>> 10 & 3) {
      case 0b10 -> arithmetic(word, isDouble);
      case 0b11 ->
          Optional.of(
              new FloatSelect(d(word), n(word), m(word), Condition.of(word >>> 12 & 15), isDouble));
      case 0b00 -> {
        if ((word >>> 12 & 1) != 0) {
          yield n(word) == 0
              ? Optional.of(
                  new FloatConstant(d(word), expand(word >>> 13 & 0xff, isDouble), isDouble))
              : Optional.empty();
        }
        if ((word >>> 13 & 1) != 0) {
          yield compare(word, isDouble);
        }
        yield (word >>> 14 & 1) != 0 ? unary(word, isDouble) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<FloatInstruction> arithmetic(int word, boolean isDouble) {
    FloatOperator operator =
        switch (word >>> 12 & 15) {
          case 0b0000 -> FloatOperator.MULTIPLY;
          case 0b0001 -> FloatOperator.DIVIDE;
          case 0b0010 -> FloatOperator.ADD;
          case 0b0011 -> FloatOperator.SUBTRACT;
          case 0b0100 -> FloatOperator.MAXIMUM;
          case 0b0101 -> FloatOperator.MINIMUM;
          case 0b1000 -> FloatOperator.NEGATED_MULTIPLY;
          default -> null;
        };
    return Optional.ofNullable(operator)
        .map(known -> new FloatArithmetic(d(word), n(word), m(word), known, isDouble));
  }

  private static Optional<FloatInstruction> compare(int word, boolean isDouble) {
    boolean withZero = (word >>> 3 & 1) != 0;
    if ((word & 0xc007) != 0 || withZero && m(word) != 0) {
      return Optional.empty();
    }
    return Optional.of(new FloatCompare(n(word), withZero ? Registers.ZERO : m(word), isDouble));
  }

  private static Optional<FloatInstruction> unary(int word, boolean isDouble) {
    FloatUnaryOperator operator =
        switch (word >>> 15 & 0x3f) {
          case 0b000000 -> FloatUnaryOperator.MOVE;
          case 0b000001 -> FloatUnaryOperator.ABSOLUTE;
          case 0b000010 -> FloatUnaryOperator.NEGATE;
          case 0b000011 -> FloatUnaryOperator.SQUARE_ROOT;
          case 0b000100 -> isDouble ? FloatUnaryOperator.TO_SINGLE : null;
          case 0b000101 -> isDouble ? null : FloatUnaryOperator.TO_DOUBLE;
          default -> null;
        };
    return Optional.ofNullable(operator)
        .map(known -> new FloatUnary(d(word), n(word), known, isDouble));
  }

  private static Optional<FloatInstruction> conversion(int word, boolean isDouble) {
    boolean is64 = word < 0;
    return switch (word >>> 16 & 0x1f) {
      case 0b00010 ->
          Optional.of(new IntegerToFloat(d(word), Registers.source(n(word)), is64, isDouble));
      case 0b11000 ->
          Optional.of(new FloatToInteger(Registers.target(d(word)), n(word), is64, isDouble));
      case 0b00110 ->
          is64 == isDouble
              ? Optional.of(new VectorToGeneral(Registers.target(d(word)), n(word), isDouble))
              : Optional.empty();
      case 0b00111 ->
          is64 == isDouble
              ? Optional.of(new GeneralToVector(d(word), Registers.source(n(word)), isDouble))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Arm ARM, VFPExpandImm. */
  private static long expand(int imm8, boolean isDouble) {
    long sign = imm8 >>> 7 & 1;
    boolean lowExponent = (imm8 >>> 6 & 1) != 0;
    long fraction = imm8 & 0x3f;
    return isDouble
        ? sign << 63 | (lowExponent ? 0xffL << 54 : 1L << 62) | fraction << 48
        : sign << 31 | (lowExponent ? 0x1fL << 25 : 1L << 30) | fraction << 19;
  }
}
