package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.Instruction.AddSubtract;
import java.util.List;

/**
 * Where the stack pointer is known to be a multiple of 16, given that it is one at the entry. What
 * is accessed relative to it has to be checked elsewhere: any other stack pointer may be a fault
 * (Arm ARM, CheckSPAlignment).
 */
final class StackAlignment {
  static final int MASK = 15;

  private final ForwardFlow<Boolean> flow;

  StackAlignment(List<BasicBlock> blocks, Place entry) {
    flow =
        new ForwardFlow<>(
            blocks, entry, true, StackAlignment::behind, (one, other) -> one && other);
  }

  private static boolean behind(BasicBlock block, boolean before) {
    boolean aligned = before;
    for (Instruction instruction : block.instructions()) {
      aligned = after(instruction, aligned);
    }
    return aligned;
  }

  /** Whether it is so at the start of a block. */
  boolean at(Place start) {
    return flow.at(start).orElse(false);
  }

  /** Whether it is so behind an instruction, given whether it is before; accesses check it. */
  static boolean after(Instruction instruction, boolean before) {
    if (instruction instanceof MemoryInstruction access && access.address().isOnStack()) {
      return !(access.address() instanceof Address.WriteBack(int _, long _, long change))
          || (change & MASK) == 0;
    }
    if ((instruction.written() & Registers.bit(Registers.SP)) == 0) {
      return before;
    }
    return before
        && instruction instanceof AddSubtract sum
        && sum.n() == Registers.SP
        && sum.operand() instanceof Operand.Immediate(long value)
        && (value & MASK) == 0;
  }
}
