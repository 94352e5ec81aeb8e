package dev.ingot.emulator.translator;

import java.lang.classfile.CodeBuilder;
import java.util.List;

/**
 * Registers are where the CPU has them; a block reads each of them once, and writes through. For
 * the client compiler, which would hold most of them in its stack frame, moves them between places
 * there wherever ways through the region meet or leave it, and takes the longer for it.
 */
final class RegistersInBlock extends GuestRegisters {
  /** The general registers whose locals are what the CPU has. */
  private long held;

  /** The halves of vector registers whose locals are what the CPU has, by slot. */
  private long heldHalves;

  RegistersInBlock(CodeBuilder code, List<BasicBlock> blocks) {
    super(code, blocks);
  }

  @Override
  void hold(int r) {
    if ((held >>> r & 1) == 0) {
      held |= 1L << r;
      pushOfCpu(r);
      code.lstore(Locals.register(r));
    }
  }

  @Override
  void written(int r) {
    held |= 1L << r;
    RegionConstant.GENERAL_REGISTERS.push(code);
    code.loadConstant(r).lload(Locals.register(r)).lastore();
  }

  @Override
  void holdHalf(int slot) {
    if ((heldHalves >>> slot & 1) == 0) {
      heldHalves |= 1L << slot;
      RegionConstant.VECTOR_REGISTERS.push(code);
      code.loadConstant(slot).laload();
      storeHalfLocal(slot);
    }
  }

  @Override
  void writtenHalf(int slot) {
    heldHalves |= 1L << slot;
    RegionConstant.VECTOR_REGISTERS.push(code);
    code.loadConstant(slot);
    loadHalfLocal(slot);
    code.lastore();
  }

  /** What is read there is not read for those that pass by. */
  @Override
  void emitPassable(Runnable emission) {
    long before = held;
    long halvesBefore = heldHalves;
    emission.run();
    held = before;
    heldHalves = halvesBefore;
  }

  @Override
  void begin() {
    held = 0;
    heldHalves = 0;
  }

  @Override
  void open() {}

  @Override
  void pushOfCpu(int r) {
    RegionConstant.GENERAL_REGISTERS.push(code);
    code.loadConstant(r).laload();
  }

  @Override
  void enter() {}

  @Override
  RegisterSet spilledBehind(BasicBlock block) {
    return RegisterSet.NONE;
  }

  @Override
  void spill(RegisterSet registers) {}

  @Override
  void spillWritten() {}

  @Override
  void spillFor(Instruction.Executed executed) {}

  @Override
  void reloadAfter(Instruction.Executed executed) {
    held &= ~executed.written();
    RegisterSet changed = new RegisterSet(0, executed.writtenVectors());
    for (int slot = 0; slot < 2 * Registers.VECTORS; slot++) {
      if (changed.hasHalf(slot)) {
        heldHalves &= ~(1L << slot);
      }
    }
  }
}
