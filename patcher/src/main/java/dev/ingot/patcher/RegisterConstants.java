package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.goelf.a64.Instruction.CompareAndBranch;
import dev.ingot.goelf.a64.Instruction.ConditionalBranch;
import dev.ingot.goelf.a64.Instruction.TestAndBranch;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * The constants that functions are called with, where that is certain: the register or stack slot
 * is set in the straight line of code before, nothing between can change it, and no branch leads in
 * between.
 */
final class RegisterConstants {
  /** Instructions that are looked at backwards; Go's compiler sets arguments just before a call. */
  private static final int LONGEST_LINE = 64;

  /** Functions that pass their first argument on to one another. */
  private static final int DEEPEST_CALL = 4;

  private static final int REGISTER_MASK = 0x1f;
  private static final int ZERO_REGISTER = 31;

  /** {@code str x0, [sp, #8]}, the first argument in Go's ABI0; the register is in bits 0 to 4. */
  private static final int STORE_ARGUMENT = 0xf900_07e0;

  /** {@code stp x0, x0, [sp, #8]}; the second register is in bits 10 to 14. */
  private static final int STORE_ARGUMENTS = 0xa900_83e0;

  /** {@code stp x0, x0, [sp]}, which writes the slot of the first argument too. */
  private static final int STORE_BELOW = 0xa900_03e0;

  private static final int ONE_REGISTER = ~REGISTER_MASK;
  private static final int TWO_REGISTERS = ~(REGISTER_MASK | REGISTER_MASK << 10);

  /** {@code mov x0, x0}, {@code str x0, [sp]}: only the destination or the offset differs. */
  private static final int MOVE_X0 = 0xaa00_03e0;

  private static final int OFFSET = 0xfff << 10;

  private final ProgramText text;
  private final GoProgram program;
  private final BitSet branchTargets = new BitSet();

  RegisterConstants(GoProgram program) {
    this.program = program;
    this.text = new ProgramText(program);
    text.forEachWord(this::markTarget);
  }

  private void markTarget(long address, int word) {
    switch (Instruction.decode(word)) {
      case Branch branch -> mark(address + branch.offset());
      case ConditionalBranch branch -> mark(address + branch.offset());
      case CompareAndBranch branch -> mark(address + branch.offset());
      case TestAndBranch branch -> mark(address + branch.offset());
      default -> {}
    }
  }

  private void mark(long target) {
    if (text.contains(target)) {
      branchTargets.set(indexOf(target));
    }
  }

  private int indexOf(long address) {
    return (int) ((address - program.moduleData().text()) / ProgramText.INSTRUCTION_SIZE);
  }

  /**
   * What a register holds when the instruction at the VA begins; empty when that is not certain.
   *
   * @param register 0 to 30
   */
  OptionalLong before(GoFunction function, long address, int register) {
    long at = address;
    for (int i = 0; i < LONGEST_LINE; i++) {
      if (at == function.entry() || branchTargets.get(indexOf(at))) {
        return OptionalLong.empty();
      }
      at -= ProgramText.INSTRUCTION_SIZE;
      int word = text.wordAt(at);
      OptionalLong constant = constantSetBy(word, register);
      if (constant.isPresent()) {
        return constant;
      }
      if (mayChange(word, register)) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The first argument of the call at the VA, which passes it in x0 (ABIInternal) or on the stack
   * (ABI0), as the callee takes it; empty when it is not certain.
   */
  OptionalLong firstArgument(GoFunction caller, long address, GoFunction callee) {
    return takesX0(callee, 0) ? before(caller, address, 0) : stackArgument(caller, address);
  }

  /** Whether a function begins by reading x0 or passing it on, and not by loading its arguments. */
  private boolean takesX0(GoFunction function, int depth) {
    long end = Math.min(function.end(), function.entry() + LONGEST_LINE * 4L);
    for (long at = function.entry(); at < end; at += ProgramText.INSTRUCTION_SIZE) {
      int word = text.wordAt(at);
      boolean moved = (word & ONE_REGISTER) == MOVE_X0;
      boolean stored = (word & ~OFFSET) == (STORE_ARGUMENT & ~OFFSET);
      boolean storedFirst = (word & 0xffc0_03ff) == STORE_BELOW;
      if (moved || stored || storedFirst) {
        return true;
      }
      if (Instruction.decode(word) instanceof BranchWithLink call && depth < DEEPEST_CALL) {
        return program
            .pclntab()
            .functionAt(at + call.offset())
            .filter(callee -> takesX0(callee, depth + 1))
            .isPresent();
      }
      if (mayChange(word, 0)) {
        return false;
      }
    }
    return false;
  }

  private OptionalLong stackArgument(GoFunction caller, long address) {
    long at = address;
    for (int i = 0; i < LONGEST_LINE; i++) {
      if (at == caller.entry() || branchTargets.get(indexOf(at))) {
        return OptionalLong.empty();
      }
      at -= ProgramText.INSTRUCTION_SIZE;
      int word = text.wordAt(at);
      if ((word & ONE_REGISTER) == STORE_ARGUMENT || (word & TWO_REGISTERS) == STORE_ARGUMENTS) {
        int register = word & REGISTER_MASK;
        return register == ZERO_REGISTER ? OptionalLong.of(0) : before(caller, at, register);
      }
      if (isCallOrJump(word) || (word & TWO_REGISTERS) == STORE_BELOW) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** {@code MOVZ} or {@code ORR} of the zero register with an immediate (Arm ARM C6.2). */
  private static OptionalLong constantSetBy(int word, int register) {
    if ((word & REGISTER_MASK) != register) {
      return OptionalLong.empty();
    }
    if ((word & 0x7f80_0000) == 0x5280_0000) {
      int shift = (word >>> 21 & 3) * 16;
      return OptionalLong.of((word >>> 5 & 0xffffL) << shift);
    }
    boolean orr = (word & 0x7f80_0000) == 0x3200_0000;
    return orr && (word >>> 5 & REGISTER_MASK) == ZERO_REGISTER
        ? bitmask(word)
        : OptionalLong.empty();
  }

  /** The logical immediate of a word: Arm ARM, {@code DecodeBitMasks}. */
  private static OptionalLong bitmask(int word) {
    boolean wide = word < 0;
    int n = word >>> 22 & 1;
    int rotation = word >>> 16 & 0x3f;
    int ones = word >>> 10 & 0x3f;
    int length = 31 - Integer.numberOfLeadingZeros(n << 6 | ~ones & 0x3f);
    if (length < 1 || !wide && n == 1) {
      return OptionalLong.empty();
    }
    int size = 1 << length;
    int count = (ones & size - 1) + 1;
    if (count == size) {
      return OptionalLong.empty();
    }
    long element = (1L << count) - 1;
    int turn = rotation & size - 1;
    long mask = size == Long.SIZE ? -1 : (1L << size) - 1;
    long turned = turn == 0 ? element : (element >>> turn | element << size - turn) & mask;
    long value = 0;
    for (int at = 0; at < (wide ? Long.SIZE : Integer.SIZE); at += size) {
      value |= turned << at;
    }
    return OptionalLong.of(value);
  }

  /**
   * Whether an instruction may change a register (Arm ARM C4.1, the encoding groups). A load or
   * store that only reads the register there counts as well; calls change all, and behind a jump
   * the line is not straight.
   */
  private static boolean mayChange(int word, int register) {
    boolean destination = (word & REGISTER_MASK) == register;
    boolean base = (word >>> 5 & REGISTER_MASK) == register;
    boolean isLoadOrStore = (word & 0x0a00_0000) == 0x0800_0000;
    if (!isLoadOrStore) {
      return destination || isCallOrJump(word);
    }
    if ((word & 0x3b00_0000) == 0x3900_0000) { // unsigned offset: the base stays
      return destination;
    }
    if ((word & 0x3b00_0000) == 0x3800_0000) { // other offsets, and atomic operations
      return destination || base;
    }
    if ((word & 0x3a00_0000) == 0x2800_0000) { // pairs
      return destination || base || (word >>> 10 & REGISTER_MASK) == register;
    }
    return true; // exclusive, literal, vector structure, memory copy: not looked into
  }

  private static boolean isCallOrJump(int word) {
    boolean immediate = (word & 0x7c00_0000) == 0x1400_0000; // B, BL
    boolean register = (word & 0xfe00_0000) == 0xd600_0000; // BR, BLR, RET, ERET
    boolean exception = (word & 0xff00_0000) == 0xd400_0000; // SVC, HVC, BRK, HLT
    return immediate || register || exception;
  }
}
