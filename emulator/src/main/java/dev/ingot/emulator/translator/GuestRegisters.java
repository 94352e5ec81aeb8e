package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import java.util.List;

/**
 * Where translated code has the guest's registers. General registers are {@code r}, 0 to {@link
 * Registers#SP}; a half of a vector register is a {@code slot} as in {@code RegionFrame.v}.
 */
abstract sealed class GuestRegisters permits RegistersInRegion, RegistersInBlock {
  final CodeBuilder code;

  /** The vector registers whose lower halves are held as doubles. */
  private final long doubles;

  GuestRegisters(CodeBuilder code, List<BasicBlock> blocks) {
    this.code = code;
    this.doubles = DoubleRegisters.of(BasicBlock.instructionsOf(blocks));
  }

  /**
   * The way that suits HotSpot's compilers.
   *
   * @param blocks of the region, in the order in which they are emitted
   */
  static GuestRegisters of(CodeBuilder code, List<BasicBlock> blocks, Place entry) {
    return HostCompilers.CLIENT_ALONE
        ? new RegistersInBlock(code, blocks)
        : new RegistersInRegion(code, blocks, entry);
  }

  // ---- use ----

  /** Has a general register in its local, to be read. */
  abstract void hold(int r);

  /** Notes that the local of a general register has been written. */
  abstract void written(int r);

  /** Has half a vector register in its local, to be read. */
  abstract void holdHalf(int slot);

  /** Notes that the local of half a vector register has been written. */
  abstract void writtenHalf(int slot);

  /** Emits what control may pass by. */
  abstract void emitPassable(Runnable emission);

  /** Pushes a register. */
  final void load(int r) {
    if (r > Registers.SP) {
      code.lconst_0();
      return;
    }
    hold(r);
    code.lload(Locals.register(r));
  }

  /** Pops a register. */
  final void store(int r) {
    if (r > Registers.SP) {
      code.pop2();
      return;
    }
    code.lstore(Locals.register(r));
    written(r);
  }

  /** Pushes half a vector register. */
  final void loadHalf(int slot) {
    holdHalf(slot);
    loadHalfLocal(slot);
  }

  /** Pops half a vector register. */
  final void storeHalf(int slot) {
    storeHalfLocal(slot);
    writtenHalf(slot);
  }

  /** Pushes the lower half of a vector register as a double. */
  final void loadDouble(int v) {
    holdHalf(2 * v);
    if (isHeldAsDouble(2 * v)) {
      code.dload(Locals.vectorHalf(2 * v));
    } else {
      code.lload(Locals.vectorHalf(2 * v));
      bitsToDouble();
    }
  }

  /** Pops a double into the lower half of a vector register. */
  final void storeDouble(int v) {
    if (isHeldAsDouble(2 * v)) {
      code.dstore(Locals.vectorHalf(2 * v));
    } else {
      doubleToBits();
      code.lstore(Locals.vectorHalf(2 * v));
    }
    writtenHalf(2 * v);
  }

  /** Whether the local of half a vector register is a double. */
  final boolean isHeldAsDouble(int slot) {
    return (slot & 1) == 0 && (doubles >>> (slot >>> 1) & 1) != 0;
  }

  /** Pushes the local of half a vector register. */
  final void loadHalfLocal(int slot) {
    if (isHeldAsDouble(slot)) {
      code.dload(Locals.vectorHalf(slot));
      doubleToBits();
    } else {
      code.lload(Locals.vectorHalf(slot));
    }
  }

  /** Pops the local of half a vector register. */
  final void storeHalfLocal(int slot) {
    if (isHeldAsDouble(slot)) {
      bitsToDouble();
      code.dstore(Locals.vectorHalf(slot));
    } else {
      code.lstore(Locals.vectorHalf(slot));
    }
  }

  private void doubleToBits() {
    code.invokestatic(CD_Double, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
  }

  private void bitsToDouble() {
    code.invokestatic(CD_Double, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
  }

  // ---- the CPU's own registers ----

  /** Says that the next block begins. */
  abstract void begin();

  /** Emits what has to be done before anything is tested at the entry. */
  abstract void open();

  /**
   * Pushes what the CPU has of a general register, behind {@link #open} and before {@link #enter}.
   */
  abstract void pushOfCpu(int r);

  /** Emits the entry, when all else has been emitted. */
  abstract void enter();

  /** The registers that {@link #spill} has to give back behind a block. */
  abstract RegisterSet spilledBehind(BasicBlock block);

  /** Gives registers back to the CPU. */
  abstract void spill(RegisterSet registers);

  /** Gives all that may have been written back to the CPU; everything has been emitted. */
  abstract void spillWritten();

  /** Gives registers back to the CPU for an executor that may read them. */
  abstract void spillFor(Instruction.Executed executed);

  /** Forgets what an executor may have written. */
  abstract void reloadAfter(Instruction.Executed executed);
}
