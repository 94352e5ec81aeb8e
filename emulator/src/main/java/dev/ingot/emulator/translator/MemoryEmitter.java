package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.translator.MemoryInstruction.Atomic;
import dev.ingot.emulator.translator.MemoryInstruction.AtomicOperator;
import dev.ingot.emulator.translator.MemoryInstruction.CompareAndSwap;
import dev.ingot.emulator.translator.MemoryInstruction.ElementAccess;
import dev.ingot.emulator.translator.MemoryInstruction.Load;
import dev.ingot.emulator.translator.MemoryInstruction.LoadPair;
import dev.ingot.emulator.translator.MemoryInstruction.Store;
import dev.ingot.emulator.translator.MemoryInstruction.StorePair;
import dev.ingot.emulator.translator.MemoryInstruction.VectorAccess;
import dev.ingot.emulator.translator.MemoryInstruction.VectorList;
import dev.ingot.emulator.translator.MemoryInstruction.VectorPair;
import dev.ingot.emulator.translator.MemoryInstruction.ZeroBlock;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.Arrays;
import java.util.Set;

/**
 * Emits loads and stores that are plain hits in the TLB arrays. Whatever else they turn out to be,
 * the region is left and the interpreter runs the instruction.
 */
final class MemoryEmitter {
  private static final int WORD = 2;
  private static final int DOUBLEWORD = 3;
  private static final int ZERO_BLOCK_BYTES = Integer.BYTES << CpuModel.ZERO_BLOCK_LOG2_WORDS;

  private final RegionCode region;
  private final CodeBuilder code;
  private final OperandEmitter operands;
  private final PageAccess pages;
  private final VectorEmitter vectors;
  private final Set<Load> links;

  /**
   * @param links loads as {@link LinkFlow} finds them
   */
  MemoryEmitter(
      RegionCode region,
      OperandEmitter operands,
      PageAccess pages,
      VectorEmitter vectors,
      Set<Load> links) {
    this.region = region;
    this.code = region.code;
    this.operands = operands;
    this.pages = pages;
    this.vectors = vectors;
    this.links = links;
  }

  void load(Load i) {
    if (links.contains(i)) {
      Label miss = region.sideExit();
      pushAddress(i.address(), miss);
      pages.findLink(miss, i.sizeLog2(), 1 << i.sizeLog2());
    } else {
      find(i.address(), false, i.sizeLog2(), 1, i.ordered());
    }
    pages.load(0, i.sizeLog2(), i.signed());
    region.truncateUnless(i.is64());
    region.store(i.d());
    writeBack(i.address());
  }

  void store(Store i) {
    find(i.address(), true, i.sizeLog2(), 1, i.ordered());
    pages.store(0, i.sizeLog2(), () -> region.load(i.d()));
    writeBack(i.address());
  }

  void loadPair(LoadPair i) {
    int sizeLog2 = i.is64() ? DOUBLEWORD : WORD;
    find(i.address(), false, sizeLog2, 2, false);
    pages.load(0, sizeLog2, i.signed());
    region.store(i.d());
    pages.load(1 << sizeLog2, sizeLog2, i.signed());
    region.store(i.second());
    writeBack(i.address());
  }

  void storePair(StorePair i) {
    int sizeLog2 = i.is64() ? DOUBLEWORD : WORD;
    find(i.address(), true, sizeLog2, 2, false);
    pages.store(0, sizeLog2, () -> region.load(i.d()));
    pages.store(1 << sizeLog2, sizeLog2, () -> region.load(i.second()));
    writeBack(i.address());
  }

  void vectorAccess(VectorAccess i) {
    vectors(new int[] {i.v()}, i.address(), i.sizeLog2(), i.sizeLog2(), i.load());
  }

  void vectorPair(VectorPair i) {
    vectors(new int[] {i.v(), i.second()}, i.address(), i.sizeLog2(), i.sizeLog2(), i.load());
  }

  void vectorList(VectorList i) {
    int[] registers = new int[i.registers()];
    Arrays.setAll(registers, number -> i.v() + number & Registers.VECTORS - 1);
    vectors(registers, i.address(), i.sizeLog2(), DOUBLEWORD, i.load());
  }

  /** Whole registers, or the low parts of them, one behind the other. */
  private void vectors(
      int[] registers, Address address, int sizeLog2, int alignmentLog2, boolean load) {
    boolean whole = sizeLog2 > DOUBLEWORD;
    int halfLog2 = Math.min(sizeLog2, DOUBLEWORD);
    find(address, !load, alignmentLog2, registers.length << sizeLog2 - alignmentLog2, false);
    for (int i = 0; i < registers.length; i++) {
      int low = 2 * registers[i];
      int at = i << sizeLog2;
      if (load) {
        pages.load(at, halfLog2, false);
        region.storeHalf(low);
        if (whole) {
          pages.load(at + Long.BYTES, DOUBLEWORD, false);
        } else {
          code.lconst_0();
        }
        region.storeHalf(low + 1);
      } else {
        pages.store(at, halfLog2, () -> region.loadHalf(low));
        if (whole) {
          pages.store(at + Long.BYTES, DOUBLEWORD, () -> region.loadHalf(low + 1));
        }
      }
    }
    writeBack(address);
  }

  void elementAccess(ElementAccess i) {
    find(i.address(), !i.load(), i.elementLog2(), 1, false);
    if (i.load()) {
      vectors.insert(
          i.v(), i.elementLog2(), i.index(), () -> pages.load(0, i.elementLog2(), false));
    } else {
      pages.store(0, i.elementLog2(), () -> vectors.pushElement(i.v(), i.elementLog2(), i.index()));
    }
    writeBack(i.address());
  }

  // ---- read-modify-write ----

  /** What can be written can be read too (Arm ARM D8.4.1). */
  void atomic(Atomic i) {
    find(i.address(), true, i.sizeLog2(), 1, true);
    pages.load(0, i.sizeLog2(), false);
    code.lstore(Locals.OLD);
    pages.store(
        0,
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
    find(i.address(), true, i.sizeLog2(), 1, true);
    pages.load(0, i.sizeLog2(), false);
    code.lstore(Locals.OLD);
    code.lload(Locals.OLD);
    region.load(i.d());
    operands.extend(Byte.SIZE << i.sizeLog2(), false);
    code.lcmp().ifne(different);
    region.registers.emitPassable(
        () -> pages.store(0, i.sizeLog2(), () -> region.load(i.replacement())));
    code.labelBinding(different);
    code.lload(Locals.OLD);
    region.store(i.d());
  }

  void zeroBlock(ZeroBlock i) {
    Label miss = region.sideExit();
    region.load(i.n());
    region.constant((long) -ZERO_BLOCK_BYTES);
    code.land();
    pages.findAligned(miss, true, DOUBLEWORD);
    for (int at = 0; at < ZERO_BLOCK_BYTES; at += Long.BYTES) {
      pages.store(at, DOUBLEWORD, code::lconst_0);
    }
  }

  // ---- addresses ----

  /**
   * Computes the address and finds its page, or leaves the region.
   *
   * @param sizeLog2 of an element
   * @param elements how many, one behind the other
   * @param aligned whether an unaligned address is a fault everywhere
   */
  private void find(Address address, boolean write, int sizeLog2, int elements, boolean aligned) {
    Label miss = region.sideExit();
    pushAddress(address, miss);
    if (aligned) {
      pages.findAligned(miss, write, sizeLog2);
    } else {
      pages.find(miss, write, sizeLog2, elements << sizeLog2);
    }
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
    if (base == Registers.SP && !region.isStackAligned()) {
      region.load(base);
      code.l2i();
      region.constant(StackAlignment.MASK);
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
}
