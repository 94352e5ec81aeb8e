package dev.ingot.emulator.translator;

import dev.ingot.emulator.cpu.LazyFlags;
import dev.ingot.emulator.translator.ControlTransfer.Branch;
import dev.ingot.emulator.translator.ControlTransfer.BranchLink;
import dev.ingot.emulator.translator.ControlTransfer.Conditional;
import dev.ingot.emulator.translator.ControlTransfer.ExpectedCall;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranch;
import dev.ingot.emulator.translator.ControlTransfer.RegisterBranchLink;
import dev.ingot.emulator.translator.ControlTransfer.Untranslated;
import java.util.List;
import java.util.stream.Stream;

/**
 * Instructions that run from the first to the last.
 *
 * @param start the first one
 * @param instructions at least one; a {@link ControlTransfer} only as the last
 */
record BasicBlock(Place start, List<Instruction> instructions) {
  /** All instructions of some blocks. */
  static Stream<Instruction> instructionsOf(List<BasicBlock> blocks) {
    return blocks.stream().flatMap(block -> block.instructions().stream());
  }

  /** The place behind the block. */
  Place end() {
    return start.at(start.address() + (long) instructions.size() * Integer.BYTES);
  }

  /** Virtual address of the last instruction. */
  long lastAddress() {
    return end().address() - Integer.BYTES;
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

  /** Where control can go on behind the block, as far as that is known. */
  List<Place> successors() {
    return successors(last(), start.at(lastAddress()));
  }

  /** Where control can go on behind an instruction at a place, as far as that is known. */
  static List<Place> successors(Instruction instruction, Place place) {
    return switch (instruction) {
      case Branch i -> List.of(place.at(i.target()));
      case Conditional i -> List.of(place.next(), place.at(i.target()));
      case BranchLink i -> List.of(place.called(i.target(), i.returnAddress()));
      case RegisterBranch i -> returns(i, place.path()) ? List.of(place.returned()) : List.of();
      case RegisterBranchLink ignored -> List.of();
      case ExpectedCall i -> List.of(place.called(i.expected(), i.returnAddress()));
      case Untranslated ignored -> List.of();
      default -> List.of(place.next());
    };
  }

  /** Whether the branch is expected to lead to the return address of the path's last call. */
  static boolean returns(RegisterBranch branch, CallPath path) {
    return branch.n() == Registers.LINK && !path.isOutside();
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
