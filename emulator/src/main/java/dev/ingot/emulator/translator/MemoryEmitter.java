package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.RamPage;
import dev.ingot.emulator.translator.Instruction.Atomic;
import dev.ingot.emulator.translator.Instruction.AtomicOperator;
import dev.ingot.emulator.translator.Instruction.CompareAndSwap;
import dev.ingot.emulator.translator.Instruction.Load;
import dev.ingot.emulator.translator.Instruction.LoadPair;
import dev.ingot.emulator.translator.Instruction.Store;
import dev.ingot.emulator.translator.Instruction.StorePair;
import dev.ingot.emulator.translator.Instruction.VectorAccess;
import dev.ingot.emulator.translator.Instruction.VectorList;
import dev.ingot.emulator.translator.Instruction.VectorPair;
import dev.ingot.emulator.translator.Instruction.ZeroBlock;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.Arrays;

/**
 * Emits loads and stores that are plain hits in the TLB arrays. Whatever else they turn out to be,
 * the region is left and the interpreter runs the instruction.
 */
final class MemoryEmitter {
  private static final int DOUBLEWORD = 3;
  private static final int ZERO_BLOCK_BYTES = Integer.BYTES << CpuModel.ZERO_BLOCK_LOG2_WORDS;
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
      replace(Math.min(i.sizeLog2(), DOUBLEWORD), () -> region.loadHalf(2 * i.v()));
      if (quadword) {
        storeWord(1, () -> region.loadHalf(2 * i.v() + 1));
      }
    } else {
      pushWord(0);
      narrow(Math.min(i.sizeLog2(), DOUBLEWORD), false);
      region.storeHalf(2 * i.v());
      if (quadword) {
        pushWord(1);
      } else {
        code.lconst_0();
      }
      region.storeHalf(2 * i.v() + 1);
    }
    writeBack(i.address());
  }

  void vectorPair(VectorPair i) {
    vectors(new int[] {i.v(), i.second()}, i.address(), i.sizeLog2(), i.load());
  }

  void vectorList(VectorList i) {
    int[] registers = new int[i.registers()];
    Arrays.setAll(registers, number -> i.v() + number & Registers.VECTORS - 1);
    vectors(registers, i.address(), i.sizeLog2(), i.load());
  }

  /** Whole registers, or the low halves of them, one behind the other. */
  private void vectors(int[] registers, Address address, int sizeLog2, boolean load) {
    int words = sizeLog2 > DOUBLEWORD ? 2 : 1;
    find(address, !load, DOUBLEWORD, registers.length * words);
    for (int i = 0; i < registers.length; i++) {
      for (int half = 0; half < 2; half++) {
        int slot = 2 * registers[i] + half;
        int word = i * words + half;
        boolean inMemory = half < words;
        if (load) {
          if (inMemory) {
            pushWord(word);
          } else {
            code.lconst_0();
          }
          region.storeHalf(slot);
        } else if (inMemory) {
          storeWord(word, () -> region.loadHalf(slot));
        }
      }
    }
    writeBack(address);
  }

  // ---- read-modify-write ----

  /** What can be written can be read too (Arm ARM D8.4.1). */
  void atomic(Atomic i) {
    find(i.address(), true, i.sizeLog2(), 1);
    pushOld(i.sizeLog2());
    code.lstore(Locals.OLD);
    replace(
        i.sizeLog2(),
        () -> {
          if (i.operator() != AtomicOperator.SWAP) {
            code.lload(Locals.OLD);
          }
          region.load(i.source());
          switch (i.operator()) {
            case ADD -> code.ladd();
            case CLEAR -> {
              region.constant(-1L);
              code.lxor().land();
            }
            case EXCLUSIVE_OR -> code.lxor();
            case SET -> code.lor();
            case SWAP -> {}
          }
        });
    code.lload(Locals.OLD);
    region.store(i.d());
  }

  void compareAndSwap(CompareAndSwap i) {
    Label different = code.newLabel();
    find(i.address(), true, i.sizeLog2(), 1);
    pushOld(i.sizeLog2());
    code.lstore(Locals.OLD);
    code.lload(Locals.OLD);
    region.load(i.d());
    operands.extend(Byte.SIZE << i.sizeLog2(), false);
    code.lcmp().ifne(different);
    replace(i.sizeLog2(), () -> region.load(i.replacement()));
    code.labelBinding(different);
    code.lload(Locals.OLD);
    region.store(i.d());
  }

  private void pushOld(int sizeLog2) {
    pushWord(0);
    narrow(sizeLog2, false);
  }

  void zeroBlock(ZeroBlock i) {
    Label miss = region.sideExit();
    region.load(i.n());
    region.constant((long) -ZERO_BLOCK_BYTES);
    code.land();
    findAt(miss, true, DOUBLEWORD, 1);
    for (int word = 0; word < ZERO_BLOCK_BYTES / Long.BYTES; word++) {
      storeWord(word, code::lconst_0);
    }
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
    findAt(miss, write, alignmentLog2, words);
  }

  /** With the address on the stack. */
  private void findAt(Label miss, boolean write, int alignmentLog2, int words) {
    code.dup2().lstore(Locals.ADDRESS);
    region.constant(RamPage.SHIFT);
    code.lushr().l2i();
    region.constant(RegionFrame.TLB_INDEX_MASK);
    code.iand().istore(Locals.ENTRY);
    region.push(write ? CpuArray.WRITE_TAGS : CpuArray.READ_TAGS);
    code.iload(Locals.ENTRY).laload();
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
    region.push(write ? CpuArray.WRITE_PAGES : CpuArray.READ_PAGES);
    code.iload(Locals.ENTRY).aaload();
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
      case Address.Absolute a -> region.constant(a.va());
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
}
