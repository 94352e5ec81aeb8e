package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.RamPage;
import dev.ingot.emulator.translator.Instruction.Load;
import dev.ingot.emulator.translator.Instruction.LoadPair;
import dev.ingot.emulator.translator.Instruction.Store;
import dev.ingot.emulator.translator.Instruction.StorePair;
import dev.ingot.emulator.translator.Instruction.VectorAccess;
import dev.ingot.emulator.translator.Instruction.VectorPair;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/**
 * Emits loads and stores that are plain hits in the TLB arrays. Whatever else they turn out to be,
 * the region is left and the interpreter runs the instruction.
 */
final class MemoryEmitter {
  private static final int DOUBLEWORD = 3;
  private static final int STACK_ALIGNMENT_MASK = 15;
  private static final int BITS_PER_BYTE_LOG2 = 3;

  private final RegionCode region;
  private final CodeBuilder code;
  private final OperandEmitter operands;

  MemoryEmitter(RegionCode region, OperandEmitter operands) {
    this.region = region;
    this.code = region.code;
    this.operands = operands;
  }

  void load(Load i) {
    find(i.address(), false, i.sizeLog2(), 1);
    pushWord(0);
    narrow(i.sizeLog2(), i.signed());
    region.truncateUnless(i.is64());
    region.store(i.d());
    writeBack(i.address());
  }

  void store(Store i) {
    find(i.address(), true, i.sizeLog2(), 1);
    replace(i.sizeLog2(), () -> region.load(i.d()));
    writeBack(i.address());
  }

  void loadPair(LoadPair i) {
    find(i.address(), false, DOUBLEWORD, i.is64() ? 2 : 1);
    if (i.is64()) {
      pushWord(0);
      region.store(i.d());
      pushWord(1);
      region.store(i.second());
    } else {
      pushWord(0);
      operands.extend(Integer.SIZE, i.signed());
      region.store(i.d());
      pushWord(0);
      region.constant(Integer.SIZE);
      if (i.signed()) {
        code.lshr();
      } else {
        code.lushr();
      }
      region.store(i.second());
    }
    writeBack(i.address());
  }

  void storePair(StorePair i) {
    find(i.address(), true, DOUBLEWORD, i.is64() ? 2 : 1);
    if (i.is64()) {
      storeWord(0, () -> region.load(i.d()));
      storeWord(1, () -> region.load(i.second()));
    } else {
      storeWord(
          0,
          () -> {
            region.load(i.d());
            region.truncateUnless(false);
            region.load(i.second());
            region.constant(Integer.SIZE);
            code.lshl().lor();
          });
    }
    writeBack(i.address());
  }

  void vectorAccess(VectorAccess i) {
    boolean quadword = i.sizeLog2() > DOUBLEWORD;
    find(i.address(), !i.load(), Math.min(i.sizeLog2(), DOUBLEWORD), quadword ? 2 : 1);
    if (!i.load()) {
      replace(Math.min(i.sizeLog2(), DOUBLEWORD), () -> pushHalf(2 * i.v()));
      if (quadword) {
        storeWord(1, () -> pushHalf(2 * i.v() + 1));
      }
    } else {
      storeHalf(
          2 * i.v(),
          () -> {
            pushWord(0);
            narrow(Math.min(i.sizeLog2(), DOUBLEWORD), false);
          });
      storeHalf(2 * i.v() + 1, quadword ? () -> pushWord(1) : code::lconst_0);
    }
    writeBack(i.address());
  }

  void vectorPair(VectorPair i) {
    boolean quadword = i.sizeLog2() > DOUBLEWORD;
    int words = quadword ? 2 : 1;
    find(i.address(), !i.load(), DOUBLEWORD, 2 * words);
    for (int half = 0; half < 4; half++) {
      int slot = 2 * (half < 2 ? i.v() : i.second()) + (half & 1);
      int word = half / 2 * words + (half & 1);
      boolean inMemory = quadword || (half & 1) == 0;
      if (i.load()) {
        storeHalf(slot, inMemory ? () -> pushWord(word) : code::lconst_0);
      } else if (inMemory) {
        storeWord(word, () -> pushHalf(slot));
      }
    }
    writeBack(i.address());
  }

  // ---- addresses ----

  /**
   * Computes the address and finds the words there, or leaves the region.
   *
   * @param alignmentLog2 what the address has to be aligned to
   * @param words how many words from there have to lie in the page
   */
  private void find(Address address, boolean write, int alignmentLog2, int words) {
    Label miss = region.sideExit();
    pushAddress(address, miss);
    code.dup2().lstore(Locals.ADDRESS);
    region.constant(RamPage.SHIFT);
    code.lushr().l2i();
    region.constant(RegionFrame.TLB_INDEX_MASK);
    code.iand().istore(Locals.ENTRY);
    code.aload(write ? Locals.WRITE_TAGS : Locals.READ_TAGS).iload(Locals.ENTRY).laload();
    code.lload(Locals.ADDRESS);
    region.constant(RegionFrame.PAGE_MASK | (1L << alignmentLog2) - 1);
    code.land().lcmp().ifne(miss);
    code.lload(Locals.ADDRESS).l2i();
    code.iconst_3().iushr();
    region.constant(RamPage.WORDS - 1);
    code.iand().istore(Locals.WORD);
    if (words > 1) {
      code.iload(Locals.WORD);
      region.constant(RamPage.WORDS - words);
      code.if_icmpgt(miss);
    }
    code.aload(write ? Locals.WRITE_PAGES : Locals.READ_PAGES).iload(Locals.ENTRY).aaload();
    code.astore(Locals.WORDS);
  }

  private void pushAddress(Address address, Label miss) {
    switch (address) {
      case Address.Offset a -> pushSum(a.base(), a.offset(), miss);
      case Address.WriteBack a -> pushSum(a.base(), a.offset(), miss);
      case Address.Indexed a -> {
        pushSum(a.base(), 0, miss);
        operands.extended(a.index());
        code.ladd();
      }
      case Address.PageOffset a -> {
        code.lload(Locals.PAGE);
        region.constant(a.offset());
        code.ladd();
      }
    }
  }

  private void pushSum(int base, long offset, Label miss) {
    if (base == Registers.SP) {
      region.load(base);
      code.l2i();
      region.constant(STACK_ALIGNMENT_MASK);
      code.iand().ifne(miss);
    }
    region.load(base);
    if (offset != 0) {
      region.constant(offset);
      code.ladd();
    }
  }

  private void writeBack(Address address) {
    if (address instanceof Address.WriteBack(int base, long offset, long change)) {
      region.load(base);
      region.constant(change);
      code.ladd();
      region.store(base);
    }
  }

  // ---- words ----

  private void pushPlace(int word) {
    code.aload(Locals.WORDS).iload(Locals.WORD);
    if (word != 0) {
      region.constant(word);
      code.iadd();
    }
  }

  private void pushWord(int word) {
    pushPlace(word);
    code.laload();
  }

  private void storeWord(int word, Runnable pushValue) {
    pushPlace(word);
    pushValue.run();
    code.lastore();
  }

  /** Takes the addressed bytes out of the word on the stack. */
  private void narrow(int sizeLog2, boolean signed) {
    if (sizeLog2 < DOUBLEWORD) {
      pushBitPosition();
      code.lushr();
      operands.extend(Byte.SIZE << sizeLog2, signed);
    }
  }

  private void pushBitPosition() {
    code.lload(Locals.ADDRESS).l2i();
    region.constant(Long.BYTES - 1);
    code.iand();
    region.constant(BITS_PER_BYTE_LOG2);
    code.ishl();
  }

  /** Replaces the addressed bytes of the addressed word by those of a value. */
  private void replace(int sizeLog2, Runnable pushValue) {
    if (sizeLog2 == DOUBLEWORD) {
      storeWord(0, pushValue);
      return;
    }
    long mask = -1L >>> Long.SIZE - (Byte.SIZE << sizeLog2);
    pushBitPosition();
    code.istore(Locals.SHIFT);
    storeWord(
        0,
        () -> {
          pushWord(0);
          region.constant(mask);
          code.iload(Locals.SHIFT).lshl();
          region.constant(-1L);
          code.lxor().land();
          pushValue.run();
          region.constant(mask);
          code.land().iload(Locals.SHIFT).lshl().lor();
        });
  }

  // ---- vector registers ----

  private void pushHalf(int slot) {
    code.aload(Locals.V);
    region.constant(slot);
    code.laload();
  }

  private void storeHalf(int slot, Runnable pushValue) {
    code.aload(Locals.V);
    region.constant(slot);
    pushValue.run();
    code.lastore();
  }
}
