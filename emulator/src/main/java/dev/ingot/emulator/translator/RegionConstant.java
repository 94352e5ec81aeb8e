package dev.ingot.emulator.translator;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_List;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.ingot.emulator.cpu.RegionFrame;
import dev.ingot.emulator.memory.HeapMemory;
import dev.ingot.emulator.memory.HostMemory;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Objects and numbers that translated code works with. They are constants of its class, so that
 * HotSpot knows their addresses, and the lengths of arrays, and leaves bounds checks out.
 */
enum RegionConstant {
  /** The read side of the TLB. */
  READS,

  /** The write side of the TLB. */
  WRITES,

  /** What reaches guest memory: see {@link PageAccess#of}. */
  UNSAFE,

  /** The blocks of guest memory in the Java heap. */
  BLOCKS,

  /** {@link RegionFrame#commonAddend}. */
  COMMON_ADDEND,

  /** {@link RegionFrame#x}. */
  GENERAL_REGISTERS,

  /** {@link RegionFrame#v}. */
  VECTOR_REGISTERS;

  /** Those that there are in this JVM, in the order of {@link #of}. */
  private static final List<RegionConstant> PRESENT =
      List.of(
          READS,
          WRITES,
          HostMemory.NATIVE ? UNSAFE : BLOCKS,
          GENERAL_REGISTERS,
          VECTOR_REGISTERS,
          COMMON_ADDEND);

  private static final ClassDesc METHOD_HANDLES =
      MethodHandles.class.describeConstable().orElseThrow();

  /** Pushes it. */
  void push(CodeBuilder code) {
    code.getstatic(BytecodeTranslator.SELF, name(), type());
  }

  /** Declares the fields of a region's class that hold the constants, and sets them. */
  static void declare(ClassBuilder region) {
    for (RegionConstant constant : PRESENT) {
      region.withField(
          constant.name(), constant.type(), ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
    }
    region.withMethodBody(
        ConstantDescs.CLASS_INIT_NAME,
        ConstantDescs.MTD_void,
        ClassFile.ACC_STATIC,
        RegionConstant::initialize);
  }

  private static void initialize(CodeBuilder code) {
    code.invokestatic(METHOD_HANDLES, "lookup", MethodTypeDesc.of(CD_MethodHandles_Lookup))
        .loadConstant(ConstantDescs.DEFAULT_NAME)
        .loadConstant(CD_List)
        .invokestatic(
            METHOD_HANDLES,
            "classData",
            MethodTypeDesc.of(CD_Object, CD_MethodHandles_Lookup, CD_String, CD_Class))
        .checkcast(CD_List)
        .astore(0);
    for (int i = 0; i < PRESENT.size(); i++) {
      RegionConstant constant = PRESENT.get(i);
      code.aload(0)
          .loadConstant(i)
          .invokeinterface(CD_List, "get", MethodTypeDesc.of(CD_Object, CD_int))
          .checkcast(constant.isNumber() ? CD_Long : constant.type());
      if (constant.isNumber()) {
        code.invokevirtual(CD_Long, "longValue", MethodTypeDesc.of(CD_long));
      }
      code.putstatic(BytecodeTranslator.SELF, constant.name(), constant.type());
    }
    code.return_();
  }

  private boolean isNumber() {
    return this == COMMON_ADDEND;
  }

  private ClassDesc type() {
    return switch (this) {
      case COMMON_ADDEND -> CD_long;
      case READS, WRITES, GENERAL_REGISTERS, VECTOR_REGISTERS -> CD_long.arrayType();
      case UNSAFE -> UncheckedAccess.UNSAFE;
      case BLOCKS -> CD_long.arrayType().arrayType();
    };
  }

  /** The constants of a region for a frame. */
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
