package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.LazyFlags;
import dev.ingot.emulator.cpu.Region;
import dev.ingot.emulator.cpu.Region.InterpreterExit;
import dev.ingot.emulator.cpu.Region.Reason;
import dev.ingot.emulator.cpu.RegionFrame;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The bytecode of a region under construction: registers, constants and exits. */
final class RegionCode {
  static final long MASK_32 = 0xffff_ffffL;
  static final ClassDesc FRAME = RegionFrame.class.describeConstable().orElseThrow();

  /** The builder that instructions go to. */
  final CodeBuilder code;

  final GuestRegisters registers;

  private final Map<InterpreterExit, Label> interpreterExits = new LinkedHashMap<>();
  private final Map<OrdinaryExit, Label> ordinaryExits = new LinkedHashMap<>();
  private Optional<InterpreterExit> unable = Optional.empty();
  private int directExits;

  // Of the instruction being emitted.
  private long address;
  private int done;
  private int flagsKind;
  private boolean stackAligned;

  RegionCode(CodeBuilder code, GuestRegisters registers) {
    this.code = code;
    this.registers = registers;
  }

  /** Says whether the stack pointer is known to be a multiple of 16 before the next instruction. */
  void stackAligned(boolean known) {
    stackAligned = known;
  }

  boolean isStackAligned() {
    return stackAligned;
  }

  /** Says which instruction comes next: its virtual address and its index in its block. */
  void at(long newAddress, int newDone, int newFlagsKind) {
    address = newAddress;
    done = newDone;
    flagsKind = newFlagsKind;
  }

  /** How the flags are kept before the present instruction. */
  int flagsKind() {
    return flagsKind;
  }

  /**
   * Where control leaves translated code.
   *
   * @param target virtual address, or empty if the frame holds it already
   * @param flagsKind how the flags are kept
   * @param written registers that may have been written on the way
   */
  record OrdinaryExit(OptionalLong target, int flagsKind, RegisterSet written) {}

  /** Where to jump to have the interpreter run the present instruction this time. */
  Label sideExit() {
    return exit(new InterpreterExit(Reason.NOT_THIS_TIME, address, done, flagsKind));
  }

  /** Where to jump to have the interpreter go on. */
  Label exit(InterpreterExit exit) {
    return interpreterExits.computeIfAbsent(exit, ignored -> code.newLabel());
  }

  /** Where to jump to leave. */
  Label exit(OrdinaryExit exit) {
    return ordinaryExits.computeIfAbsent(exit, ignored -> code.newLabel());
  }

  /** The interpreter's exits asked for so far, in the order of their numbers. */
  List<InterpreterExit> interpreterExits() {
    return Stream.concat(interpreterExits.keySet().stream(), unable.stream()).toList();
  }

  /**
   * Emits the way out before anything was taken from the frame, which therefore stays as it is. To
   * be called when all the interpreter's exits are known.
   */
  void returnUnable(InterpreterExit exit) {
    unable = Optional.of(exit);
    constant(Region.FIRST_INTERPRETER_EXIT - interpreterExits.size());
    code.ireturn();
  }

  /** How many of the exits lead to a known address. */
  int directExits() {
    return directExits;
  }

  /** Emits the interpreter's exits: each pushes its number and goes to {@code leave}. */
  void emitInterpreterExits(Label leave) {
    int number = Region.FIRST_INTERPRETER_EXIT;
    for (Label label : interpreterExits.values()) {
      code.labelBinding(label);
      constant(number--);
      code.goto_(leave);
    }
  }

  /**
   * Emits the other exits: each brings registers and PC up to date, pushes its number and goes to
   * {@code leave}.
   */
  void emitOrdinaryExits(Label leave) {
    ordinaryExits.forEach(
        (exit, label) -> {
          code.labelBinding(label);
          registers.spill(exit.written());
          if (exit.flagsKind() != LazyFlags.MIXED) {
            constant(exit.flagsKind());
            code.istore(Locals.FLAGS_KIND);
          }
          if (exit.target().isPresent()) {
            code.aload(Locals.FRAME);
            constant(exit.target().getAsLong());
            code.putfield(FRAME, "pc", ConstantDescs.CD_long);
            constant(directExits++);
          } else {
            constant(Region.INDIRECT);
          }
          code.goto_(leave);
        });
  }

  /** Pops a long into a field of the frame. */
  void storeToFrame(String field) {
    code.lstore(Locals.ADDRESS);
    code.aload(Locals.FRAME).lload(Locals.ADDRESS);
    code.putfield(FRAME, field, ConstantDescs.CD_long);
  }

  /** Pushes a register. */
  void load(int r) {
    registers.load(r);
  }

  /** Pops a register. */
  void store(int r) {
    registers.store(r);
  }

  /** Pushes half a vector register. */
  void loadHalf(int slot) {
    registers.loadHalf(slot);
  }

  /** Pops half a vector register. */
  void storeHalf(int slot) {
    registers.storeHalf(slot);
  }

  /** Pushes the lower half of a vector register as a double. */
  void loadDouble(int v) {
    registers.loadDouble(v);
  }

  /** Pops a double into the lower half of a vector register. */
  void storeDouble(int v) {
    registers.storeDouble(v);
  }

  void constant(long value) {
    code.loadConstant(value);
  }

  void constant(int value) {
    code.loadConstant(value);
  }

  /** Zero extends the 32-bit value on the stack, unless the operation has 64 bits. */
  void truncateUnless(boolean is64) {
    if (!is64) {
      constant(MASK_32);
      code.land();
    }
  }

  /** Calls a static method. */
  void call(ClassDesc owner, String name, ClassDesc result, ClassDesc... parameters) {
    code.invokestatic(owner, name, MethodTypeDesc.of(result, parameters));
  }

  /** Calls a static method of two longs that gives a long. */
  void callBinary(ClassDesc owner, String name) {
    call(owner, name, ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_long);
  }
}
