package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.HeapMemory;
import dev.ingot.emulator.memory.HostMemory;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
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
  COMMON_ADDEND(5),

  /** {@link RegionFrame#x}. */
  GENERAL_REGISTERS(3),

  /** {@link RegionFrame#v}. */
  VECTOR_REGISTERS(4);

  /** Its place in {@link #of}. */
  private final int index;

  RegionConstant(int index) {
    this.index = index;
  }

  /** Those that there are in this JVM. */
  static List<RegionConstant> present() {
    return List.of(
        READS,
        WRITES,
        HostMemory.NATIVE ? UNSAFE : BLOCKS,
        GENERAL_REGISTERS,
        VECTOR_REGISTERS,
        COMMON_ADDEND);
  }

  /** Pushes it. */
  void push(CodeBuilder code) {
    code.ldc(
        DynamicConstantDesc.ofNamed(
            ConstantDescs.BSM_CLASS_DATA_AT, ConstantDescs.DEFAULT_NAME, type(), index));
  }

  private ClassDesc type() {
    return switch (this) {
      case COMMON_ADDEND -> CD_long;
      case READS, WRITES, GENERAL_REGISTERS, VECTOR_REGISTERS -> CD_long.arrayType();
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
        frame.x,
        frame.v,
        frame.commonAddend);
  }
}
