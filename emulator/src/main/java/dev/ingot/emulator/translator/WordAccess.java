package dev.ingot.emulator.translator;

import dev.ingot.emulator.memory.HeapMemory;
import dev.ingot.emulator.memory.RamPage;
import java.lang.classfile.Label;

/**
 * Accesses {@link HeapMemory} as the arrays of longs that it is. Every access is aligned, so that
 * it lies in one long.
 */
final class WordAccess extends PageAccess {
  private static final int DOUBLEWORD = 3;
  private static final int BITS_PER_BYTE_LOG2 = 3;

  private final OperandEmitter operands;

  WordAccess(RegionCode region, OperandEmitter operands) {
    super(region);
    this.operands = operands;
  }

  @Override
  void find(Label miss, boolean write, int alignmentLog2, int bytes) {
    boolean several = bytes > 1 << alignmentLog2;
    pushDifference(write);
    requireAlignedHit(miss, several ? Math.max(alignmentLog2, DOUBLEWORD) : alignmentLog2);
    if (bytes > Long.BYTES) {
      code.lload(Locals.ADDRESS).l2i();
      region.constant(RamPage.BYTES - 1);
      code.iand();
      region.constant(RamPage.BYTES - bytes);
      code.if_icmpgt(miss);
    }
    findHost(write);
    RegionConstant.BLOCKS.push(code);
    code.lload(Locals.HOST);
    region.constant(HeapMemory.BLOCK_SHIFT);
    code.lushr().l2i().aaload().astore(Locals.WORDS);
    code.lload(Locals.HOST).l2i();
    region.constant(DOUBLEWORD);
    code.iushr();
    region.constant(HeapMemory.BLOCK_BYTES / Long.BYTES - 1);
    code.iand().istore(Locals.WORD);
  }

  @Override
  void findAligned(Label miss, boolean write, int sizeLog2) {
    find(miss, write, sizeLog2, 1 << sizeLog2);
  }

  @Override
  void load(int at, int sizeLog2, boolean signed) {
    pushWord(at);
    if (sizeLog2 < DOUBLEWORD) {
      pushBitPosition(at);
      code.lushr();
      operands.extend(Byte.SIZE << sizeLog2, signed);
    }
  }

  @Override
  void store(int at, int sizeLog2, Runnable pushValue) {
    pushPlace(at);
    if (sizeLog2 == DOUBLEWORD) {
      pushValue.run();
    } else {
      pushReplaced(at, sizeLog2, pushValue);
    }
    code.lastore();
  }

  @Override
  boolean isUnaligned() {
    return false;
  }

  /** Pushes the addressed word with the addressed bytes replaced by those of a value. */
  private void pushReplaced(int at, int sizeLog2, Runnable pushValue) {
    long mask = -1L >>> Long.SIZE - (Byte.SIZE << sizeLog2);
    pushBitPosition(at);
    code.istore(Locals.SHIFT);
    pushWord(at);
    region.constant(mask);
    code.iload(Locals.SHIFT).lshl();
    region.constant(-1L);
    code.lxor().land();
    pushValue.run();
    region.constant(mask);
    code.land().iload(Locals.SHIFT).lshl().lor();
  }

  private void pushPlace(int at) {
    code.aload(Locals.WORDS).iload(Locals.WORD);
    if (at >= Long.BYTES) {
      region.constant(at / Long.BYTES);
      code.iadd();
    }
  }

  private void pushWord(int at) {
    pushPlace(at);
    code.laload();
  }

  private void pushBitPosition(int at) {
    code.lload(Locals.ADDRESS).l2i();
    if (at % Long.BYTES != 0) {
      region.constant(at % Long.BYTES);
      code.iadd();
    }
    region.constant(Long.BYTES - 1);
    code.iand();
    region.constant(BITS_PER_BYTE_LOG2);
    code.ishl();
  }
}
