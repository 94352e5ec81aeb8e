package dev.ingot.emulator.translator;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bytecode of a region under construction: registers, constants and exits. */
final class RegionCode {
  static final long MASK_32 = 0xffff_ffffL;

  /** The builder that instructions go to. */
  final CodeBuilder code;

  private final Map<Exit, Label> exits = new LinkedHashMap<>();
  private long used;

  // Of the instruction being emitted.
  private int index;
  private int done;
  private int flagsKind;

  /**
   * A way out of the region.
   *
   * @param offset where to go on, in bytes from the start of the page
   * @param done instructions of the block that are done but not counted
   * @param flagsKind how the flags are kept, see {@link LazyFlags}
   */
  record Exit(int offset, int done, int flagsKind) {}

  RegionCode(CodeBuilder code) {
    this.code = code;
  }

  /** Says which instruction comes next: its index in the page and in its block. */
  void at(int newIndex, int newDone, int newFlagsKind) {
    index = newIndex;
    done = newDone;
    flagsKind = newFlagsKind;
  }

  /** How the flags are kept before the present instruction. */
  int flagsKind() {
    return flagsKind;
  }

  /** Where to jump to have the interpreter run the present instruction. */
  Label sideExit() {
    return exit(new Exit(index * Integer.BYTES, done, flagsKind));
  }

  Label exit(Exit exit) {
    return exits.computeIfAbsent(exit, ignored -> code.newLabel());
  }

  /** All exits asked for so far. */
  Map<Exit, Label> exits() {
    return exits;
  }

  /** Set of the registers that need to be loaded at entry. */
  long used() {
    return used;
  }

  /** Marks registers as held in locals. */
  void use(long registers) {
    used |= registers;
  }

  /** Pushes a register. */
  void load(int r) {
    if (r > Registers.SP) {
      code.lconst_0();
      return;
    }
    used |= Registers.bit(r);
    code.lload(Locals.register(r));
  }

  /** Pops a register. */
  void store(int r) {
    if (r > Registers.SP) {
      code.pop2();
      return;
    }
    used |= Registers.bit(r);
    code.lstore(Locals.register(r));
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
