package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

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
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;

/**
 * Emits scalar floating point as the JVM's own, which rounds as IEEE 754 and so as A64 with FPCR
 * zero. NaNs differ: where a result is one, the region is left and the interpreter runs the
 * instruction. The cumulative flags of FPSR are not kept.
 */
final class FloatEmitter {
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  private final RegionCode region;
  private final CodeBuilder code;
  private final FlagsEmitter flags;

  FloatEmitter(RegionCode region, FlagsEmitter flags) {
    this.region = region;
    this.code = region.code;
    this.flags = flags;
  }

  void emit(FloatInstruction instruction) {
    switch (instruction) {
      case FloatArithmetic i -> arithmetic(i);
      case FloatMultiplyAdd i -> multiplyAdd(i);
      case FloatUnary i -> unary(i);
      case FloatConstant i -> {
        region.constant(i.bits());
        storeBits(i.d());
      }
      case FloatCompare i -> compare(i);
      case FloatSelect i -> select(i);
      case IntegerToFloat i -> fromInteger(i);
      case FloatToInteger i -> toInteger(i);
      case GeneralToVector i -> {
        region.load(i.n());
        region.truncateUnless(i.isDouble());
        storeBits(i.d());
      }
      case VectorToGeneral i -> {
        region.loadHalf(2 * i.n());
        region.truncateUnless(i.isDouble());
        region.store(i.d());
      }
    }
  }

  // ---- operands and results ----

  private void push(int v, boolean isDouble) {
    if (isDouble) {
      region.loadDouble(v);
    } else {
      region.loadHalf(2 * v);
      code.l2i();
      region.call(CD_Float, "intBitsToFloat", CD_float, CD_int);
    }
  }

  /** Pops the bits of a scalar; the rest of its register becomes zero. */
  private void storeBits(int v) {
    region.storeHalf(2 * v);
    clearUpperHalf(v);
  }

  private void clearUpperHalf(int v) {
    code.lconst_0();
    region.storeHalf(2 * v + 1);
  }

  private void store(int v, boolean isDouble) {
    if (isDouble) {
      region.storeDouble(v);
      clearUpperHalf(v);
    } else {
      region.call(CD_Float, "floatToRawIntBits", CD_int, CD_float);
      code.i2l();
      region.truncateUnless(false);
      storeBits(v);
    }
  }

  private void storeUnlessNan(int v, boolean isDouble) {
    Label nan = region.sideExit();
    if (isDouble) {
      code.dstore(Locals.DOUBLE).dload(Locals.DOUBLE).dload(Locals.DOUBLE).dcmpl().ifne(nan);
      code.dload(Locals.DOUBLE);
    } else {
      code.fstore(Locals.FLOAT).fload(Locals.FLOAT).fload(Locals.FLOAT).fcmpl().ifne(nan);
      code.fload(Locals.FLOAT);
    }
    store(v, isDouble);
  }

  private void callMath(String name, boolean isDouble, int operands) {
    ClassDesc type = isDouble ? CD_double : CD_float;
    ClassDesc[] parameters = new ClassDesc[operands];
    java.util.Arrays.fill(parameters, type);
    region.call(MATH, name, type, parameters);
  }

  private void negate(boolean isDouble) {
    if (isDouble) {
      code.dneg();
    } else {
      code.fneg();
    }
  }

  // ---- instructions ----

  private void arithmetic(FloatArithmetic i) {
    push(i.n(), i.isDouble());
    push(i.m(), i.isDouble());
    boolean isDouble = i.isDouble();
    switch (i.operator()) {
      case ADD -> emitEither(isDouble, code::dadd, code::fadd);
      case SUBTRACT -> emitEither(isDouble, code::dsub, code::fsub);
      case MULTIPLY -> emitEither(isDouble, code::dmul, code::fmul);
      case DIVIDE -> emitEither(isDouble, code::ddiv, code::fdiv);
      case MAXIMUM -> callMath("max", isDouble, 2);
      case MINIMUM -> callMath("min", isDouble, 2);
      case NEGATED_MULTIPLY -> {
        emitEither(isDouble, code::dmul, code::fmul);
        negate(isDouble);
      }
    }
    storeUnlessNan(i.d(), isDouble);
  }

  private static void emitEither(boolean isDouble, Runnable forDouble, Runnable forFloat) {
    (isDouble ? forDouble : forFloat).run();
  }

  private void multiplyAdd(FloatMultiplyAdd i) {
    push(i.n(), i.isDouble());
    if (i.negateProduct()) {
      negate(i.isDouble());
    }
    push(i.m(), i.isDouble());
    push(i.a(), i.isDouble());
    if (i.negateAddend()) {
      negate(i.isDouble());
    }
    callMath("fma", i.isDouble(), 3);
    storeUnlessNan(i.d(), i.isDouble());
  }

  private void unary(FloatUnary i) {
    long sign = i.isDouble() ? 1L << 63 : 1L << 31;
    switch (i.operator()) {
      case MOVE -> pushBits(i);
      case ABSOLUTE -> {
        pushBits(i);
        region.constant(~sign);
        code.land();
      }
      case NEGATE -> {
        pushBits(i);
        region.constant(sign);
        code.lxor();
      }
      case SQUARE_ROOT -> {
        // A double root rounded to float is the float root: 53 bits are at least 2 * 24 + 2.
        push(i.n(), i.isDouble());
        if (!i.isDouble()) {
          code.f2d();
        }
        callMath("sqrt", true, 1);
        if (!i.isDouble()) {
          code.d2f();
        }
        storeUnlessNan(i.d(), i.isDouble());
        return;
      }
      case TO_SINGLE -> {
        push(i.n(), true);
        code.d2f();
        storeUnlessNan(i.d(), false);
        return;
      }
      case TO_DOUBLE -> {
        push(i.n(), false);
        code.f2d();
        storeUnlessNan(i.d(), true);
        return;
      }
    }
    storeBits(i.d());
  }

  private void pushBits(FloatUnary i) {
    region.loadHalf(2 * i.n());
    region.truncateUnless(i.isDouble());
  }

  private void compare(FloatCompare i) {
    pushForComparison(i.n(), i.isDouble());
    pushForComparison(i.m(), i.isDouble());
    code.lstore(Locals.FLAGS_B).lstore(Locals.FLAGS_A);
  }

  /** Pushes the bits of a double that compares as the operand does. */
  private void pushForComparison(int v, boolean isDouble) {
    if (v == Registers.ZERO) {
      code.lconst_0();
    } else if (isDouble) {
      region.loadHalf(2 * v);
    } else {
      push(v, false);
      code.f2d();
      region.call(CD_Double, "doubleToRawLongBits", CD_long, CD_double);
    }
  }

  private void select(FloatSelect i) {
    Label first = code.newLabel();
    Label join = code.newLabel();
    flags.branchIf(i.condition(), region.flagsKind(), first);
    boolean asDouble = i.isDouble() && region.registers.isHeldAsDouble(2 * i.d());
    region.registers.emitPassable(() -> pushLowerHalf(i.m(), asDouble));
    code.goto_(join);
    code.labelBinding(first);
    region.registers.emitPassable(() -> pushLowerHalf(i.n(), asDouble));
    code.labelBinding(join);
    if (asDouble) {
      store(i.d(), true);
    } else {
      region.truncateUnless(i.isDouble());
      storeBits(i.d());
    }
  }

  private void pushLowerHalf(int v, boolean asDouble) {
    if (asDouble) {
      region.loadDouble(v);
    } else {
      region.loadHalf(2 * v);
    }
  }

  private void fromInteger(IntegerToFloat i) {
    region.load(i.n());
    if (i.is64()) {
      emitEither(i.isDouble(), code::l2d, code::l2f);
    } else {
      code.l2i();
      emitEither(i.isDouble(), code::i2d, code::i2f);
    }
    store(i.d(), i.isDouble());
  }

  /** Both convert what is out of range to the nearest limit and a NaN to zero. */
  private void toInteger(FloatToInteger i) {
    push(i.n(), i.isDouble());
    if (i.is64()) {
      emitEither(i.isDouble(), code::d2l, code::f2l);
    } else {
      emitEither(i.isDouble(), code::d2i, code::f2i);
      code.i2l();
      region.truncateUnless(false);
    }
    region.store(i.d());
  }
}
