package dev.ingot.emulator.translator;

import dev.ingot.emulator.translator.Instruction.Branch;
import dev.ingot.emulator.translator.Instruction.BranchLink;
import dev.ingot.emulator.translator.Instruction.CompareBranch;
import dev.ingot.emulator.translator.Instruction.ConditionalBranch;
import dev.ingot.emulator.translator.Instruction.ControlTransfer;
import dev.ingot.emulator.translator.Instruction.RegisterBranch;
import dev.ingot.emulator.translator.Instruction.TestBranch;
import dev.ingot.emulator.translator.Instruction.Untranslated;
import java.util.List;

/**
 * Instructions that run from the first to the last.
 *
 * @param start index of the first one in its page
 * @param instructions at least one; a {@link ControlTransfer} only as the last
 */
record BasicBlock(int start, List<Instruction> instructions) {
  /** Index of the instruction behind the block. */
  int end() {
    return start + instructions.size();
  }

  /** The instructions that control passes one after the other. */
  List<Instruction> body() {
    return last() instanceof ControlTransfer
        ? instructions.subList(0, instructions.size() - 1)
        : instructions;
  }

  Instruction last() {
    return instructions.getLast();
  }

  /** Instructions done when the block is passed. */
  int retired() {
    return last() instanceof Untranslated ? instructions.size() - 1 : instructions.size();
  }

  /** Where control goes on behind the block, as indexes in the page, as far as that is known. */
  List<Integer> successors() {
    int branch = end() - 1;
    return switch (last()) {
      case Branch i -> List.of(target(branch, i.offset()));
      case ConditionalBranch i -> List.of(target(branch, i.offset()), end());
      case CompareBranch i -> List.of(target(branch, i.offset()), end());
      case TestBranch i -> List.of(target(branch, i.offset()), end());
      case BranchLink ignored -> List.of();
      case RegisterBranch ignored -> List.of();
      case Untranslated ignored -> List.of();
      default -> List.of(end());
    };
  }

  private static int target(int branch, long offset) {
    return branch + (int) (offset / Integer.BYTES);
  }

  /** How the flags are kept behind the block, see {@link LazyFlags}, given how they are before. */
  int flagsAfter(int before) {
    int kind = before;
    for (Instruction instruction : instructions) {
      kind = FlagsEmitter.kindAfter(instruction, kind);
    }
    return kind;
  }
}
