package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.HeapMemory;
import dev.ingot.emulator.memory.HostMemory;
import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * Objects and numbers that translated code works with. They are constants of its class, so that
 * HotSpot knows their addresses, and the lengths of arrays, and leaves bounds checks out.
 */
enum RegionConstant {
  /** The read side of the TLB. */
  READS(0),

  /** The write side of the TLB. */
  WRITES(1),

  /** What reaches guest memory: see {@link PageAccess#of}. */
  UNSAFE(2),

  /** The blocks of guest memory in the Java heap. */
  BLOCKS(2),

  /** {@link RegionFrame#commonAddend}. */
  COMMON_ADDEND(3);

  private final int index;

  RegionConstant(int index) {
    this.index = index;
  }

  /** Its place in {@link #of}. */
  int index() {
    return index;
  }

  ClassDesc type() {
    return switch (this) {
      case COMMON_ADDEND -> CD_long;
      case READS, WRITES -> CD_long.arrayType();
      case UNSAFE -> UncheckedAccess.UNSAFE;
      case BLOCKS -> CD_long.arrayType().arrayType();
    };
  }

  /** The constants of a region for a frame, each at its index. */
  static List<Object> of(RegionFrame frame) {
    return List.of(
        frame.reads,
        frame.writes,
        HostMemory.NATIVE ? HostMemory.unsafe() : HeapMemory.blocks(),
        frame.commonAddend);
  }
}
