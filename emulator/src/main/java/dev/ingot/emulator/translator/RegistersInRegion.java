package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.util.List;

/**
 * Registers are in locals from the entry of a region to its exits, which give back what may have
 * been written on the way. For the server compiler, which keeps them in the host's registers.
 */
final class RegistersInRegion extends GuestRegisters {
  private final WriteFlow writes;

  /** The vector registers that instructions use as locals. */
  private final long vectors;

  private long used;
  private long written;
  private long usedVectors;
  private long writtenVectors;

  RegistersInRegion(CodeBuilder code, List<BasicBlock> blocks, Place entry) {
    super(code, blocks);
    vectors =
        BasicBlock.instructionsOf(blocks)
            .mapToLong(Instruction::vectors)
            .reduce(0, (a, b) -> a | b);
    writes = new WriteFlow(blocks, entry, vectors);
  }

  @Override
  void hold(int r) {
    used |= Registers.bit(r);
  }

  @Override
  void written(int r) {
    used |= Registers.bit(r);
    written |= Registers.bit(r);
  }

  @Override
  void holdHalf(int slot) {
    usedVectors |= 1L << (slot >>> 1);
  }

  @Override
  void writtenHalf(int slot) {
    usedVectors |= 1L << (slot >>> 1);
    writtenVectors |= 1L << (slot >>> 1);
  }

  @Override
  void emitPassable(Runnable emission) {
    emission.run();
  }

  @Override
  void begin() {}

  @Override
  void open() {
    takeArray("x", Locals.GENERAL_REGISTERS);
    takeArray("v", Locals.VECTOR_REGISTERS);
  }

  private void takeArray(String field, int local) {
    code.aload(Locals.FRAME).getfield(RegionCode.FRAME, field, CD_long.arrayType());
    code.astore(local);
  }

  @Override
  void pushOfCpu(int r) {
    code.aload(Locals.GENERAL_REGISTERS).loadConstant(r).laload();
  }

  @Override
  void enter() {
    reload(new RegisterSet(used, usedVectors));
  }

  @Override
  RegisterSet spilledBehind(BasicBlock block) {
    return writes.writtenBehind(block);
  }

  @Override
  void spillWritten() {
    spill(new RegisterSet(written, writtenVectors));
  }

  @Override
  void spillFor(Instruction.Executed executed) {
    spill(new RegisterSet(executed.touched(), executed.touchedVectors() & vectors));
  }

  @Override
  void reloadAfter(Instruction.Executed executed) {
    RegisterSet changed = new RegisterSet(executed.written(), executed.writtenVectors() & vectors);
    reload(changed);
    written |= changed.general();
    writtenVectors |= changed.vector();
  }

  @Override
  void spill(RegisterSet registers) {
    for (int r = 0; r <= Registers.SP; r++) {
      if (registers.hasGeneral(r)) {
        code.aload(Locals.GENERAL_REGISTERS).loadConstant(r);
        load(r);
        code.lastore();
      }
    }
    for (int slot = 0; slot < 2 * Registers.VECTORS; slot++) {
      if (registers.hasHalf(slot)) {
        code.aload(Locals.VECTOR_REGISTERS).loadConstant(slot);
        loadHalf(slot);
        code.lastore();
      }
    }
  }

  /** Downwards, so that the JVM's check of the first index is that of all. */
  private void reload(RegisterSet registers) {
    used |= registers.general();
    usedVectors |= registers.vector();
    for (int r = Registers.SP; r >= 0; r--) {
      if (registers.hasGeneral(r)) {
        code.aload(Locals.GENERAL_REGISTERS).loadConstant(r).laload();
        code.lstore(Locals.register(r));
      }
    }
    for (int slot = 2 * Registers.VECTORS - 1; slot >= 0; slot--) {
      if (registers.hasHalf(slot)) {
        code.aload(Locals.VECTOR_REGISTERS).loadConstant(slot).laload();
        storeHalfLocal(slot);
      }
    }
  }
}
