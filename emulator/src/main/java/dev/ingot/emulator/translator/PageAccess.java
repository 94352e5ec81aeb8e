package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.HostMemory;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Emits accesses to pages of guest RAM that the TLB arrays hold. */
abstract sealed class PageAccess permits WordAccess, UncheckedAccess {
  final RegionCode region;
  final CodeBuilder code;

  PageAccess(RegionCode region) {
    this.region = region;
    this.code = region.code;
  }

  /**
   * How {@link HostMemory} is accessed in this JVM.
   *
   * @param alignmentMatters whether an unaligned access may be a fault
   */
  static PageAccess of(boolean alignmentMatters, RegionCode region, OperandEmitter operands) {
    return HostMemory.NATIVE
        ? new UncheckedAccess(region, alignmentMatters)
        : new WordAccess(region, operands);
  }

  /**
   * Looks up the page of the address on the stack, which stays in {@link Locals#ADDRESS}.
   *
   * @param miss where to go unless all bytes lie in a page that the TLB arrays hold
   * @param alignmentLog2 what the address has to be aligned to where alignment matters
   * @param bytes how many bytes are accessed, from there on
   */
  abstract void find(Label miss, boolean write, int alignmentLog2, int bytes);

  /**
   * The same for a read that finds the address of the next one, which does not wait for the TLB
   * then as long as most data is where that is expected.
   */
  void findLink(Label miss, int alignmentLog2, int bytes) {
    find(miss, false, alignmentLog2, bytes);
  }

  /** The same for an access that has to be aligned everywhere. */
  abstract void findAligned(Label miss, boolean write, int sizeLog2);

  /**
   * Pushes a value as a long.
   *
   * @param at where it is, in bytes from the address; a multiple of its size
   */
  abstract void load(int at, int sizeLog2, boolean signed);

  /**
   * Stores the low bytes of a long.
   *
   * @param at where to, in bytes from the address; a multiple of its size
   */
  abstract void store(int at, int sizeLog2, Runnable pushValue);

  /** Whether it does unaligned accesses, which is right only while alignment does not matter. */
  abstract boolean isUnaligned();

  /**
   * Pops the address, and pushes its exclusive or with the tag of its TLB entry: see {@link
   * RegionFrame#TLB_HIT}.
   */
  final void pushDifference(boolean write) {
    code.dup2().lstore(Locals.ADDRESS);
    code.l2i();
    region.constant(RegionFrame.TLB_ENTRY_SHIFT);
    code.iushr();
    region.constant(RegionFrame.TLB_ENTRY_MASK);
    code.iand().istore(Locals.ENTRY);
    side(write).push(code);
    code.iload(Locals.ENTRY).laload();
    code.lload(Locals.ADDRESS).lxor();
  }

  /** Pops the difference, and leaves unless it is a hit and the address is aligned. */
  final void requireAlignedHit(Label miss, int alignmentLog2) {
    region.constant(RegionFrame.PAGE_MASK | (1L << alignmentLog2) - 1);
    code.land();
    region.constant(RegionFrame.TLB_HIT);
    code.lcmp().ifne(miss);
  }

  /** Behind a hit, notes where the address is in {@link HostMemory}. */
  final void findHost(boolean write) {
    code.lload(Locals.ADDRESS);
    pushAddend(write);
    code.ladd().lstore(Locals.HOST);
  }

  /** Behind a hit, pushes what has to be added to the address. */
  final void pushAddend(boolean write) {
    side(write).push(code);
    code.iload(Locals.ENTRY).iconst_1().iadd().laload();
  }

  private static RegionConstant side(boolean write) {
    return write ? RegionConstant.WRITES : RegionConstant.READS;
  }
}
