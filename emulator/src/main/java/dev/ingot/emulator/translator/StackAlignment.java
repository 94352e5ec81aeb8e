package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.Instruction.AddSubtract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the stack pointer is known to be a multiple of 16, given that it is one at the entry. What
 * is accessed relative to it has to be checked elsewhere: any other stack pointer may be a fault
 * (Arm ARM, CheckSPAlignment).
 */
final class StackAlignment {
  static final int MASK = 15;

  private final Map<Place, Boolean> before = new HashMap<>();

  StackAlignment(List<BasicBlock> blocks, Place entry) {
    before.put(entry, true);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (BasicBlock block : blocks) {
        Boolean aligned = before.get(block.start());
        if (aligned == null) {
          continue;
        }
        for (Instruction instruction : block.instructions()) {
          aligned = after(instruction, aligned);
        }
        for (Place successor : block.successors()) {
          boolean merged = aligned && before.getOrDefault(successor, true);
          changed |= !Boolean.valueOf(merged).equals(before.put(successor, merged));
        }
      }
    }
  }

  /** Whether it is so at the start of a block. */
  boolean at(Place start) {
    return before.getOrDefault(start, false);
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
