package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.LoadedWords;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.Address;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.goelf.a64.Instruction.CompareAndBranch;
import dev.ingot.goelf.a64.Instruction.ConditionalBranch;
import dev.ingot.goelf.a64.Instruction.TestAndBranch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every reference to the write-barrier routines: the calls, and whatever else would escape a
 * redirection of the calls.
 */
final class BarrierCensus {
  /**
   * A {@code BL} whose target is a routine, or a trampoline that jumps on to one.
   *
   * @param address VA of the call
   * @param target VA that the call names
   */
  record Call(long address, BarrierRoutine routine, long target) {}

  /**
   * A reference that is no call.
   *
   * @param address VA of the branch or the pointer
   * @param what the kind of reference
   */
  record OtherReference(long address, BarrierRoutine routine, String what) {}

  private static final int BR_X16 = 0xd61f_0200;

  private final ProgramText text;
  private final List<BarrierRoutine> routines;
  private final Map<Long, BarrierRoutine> byEntry = new HashMap<>();
  private final Map<Long, BarrierRoutine> byTrampoline = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<OtherReference> others = new ArrayList<>();

  private BarrierCensus(GoProgram program) {
    this.text = new ProgramText(program);
    this.routines = BarrierRoutine.of(program);
    routines.forEach(routine -> byEntry.put(routine.entry(), routine));
  }

  static BarrierCensus of(GoProgram program) {
    BarrierCensus census = new BarrierCensus(program);
    if (!census.routines.isEmpty()) {
      census.text.forEachWord(census::findTrampoline);
      census.text.forEachWord(census::countReference);
      census.findPointers(program);
    }
    return census;
  }

  List<BarrierRoutine> routines() {
    return routines;
  }

  /** The calls by ascending address. */
  List<Call> calls() {
    return calls;
  }

  List<OtherReference> otherReferences() {
    return others;
  }

  int callsOf(BarrierRoutine routine) {
    return (int) calls.stream().filter(call -> call.routine().equals(routine)).count();
  }

  /**
   * The linker's trampoline for far calls: {@code ADRP x16; ADD x16; BR x16} (Go
   * src/cmd/link/internal/arm64/asm.go {@code gentramp}).
   */
  private void findTrampoline(long address, int word) {
    if (ProgramText.isAddressOfPage(word)
        && text.contains(address + 8)
        && text.wordAt(address + 8) == BR_X16) {
      pageReference(address, word)
          .map(byEntry::get)
          .ifPresent(routine -> byTrampoline.put(address, routine));
    }
  }

  private void countReference(long address, int word) {
    switch (Instruction.decode(word)) {
      case BranchWithLink call -> countCall(address, address + call.offset());
      case Branch branch -> countOther(address, branch.offset(), "a jump (B)");
      case ConditionalBranch branch -> countOther(address, branch.offset(), "a jump (B.cond)");
      case CompareAndBranch branch -> countOther(address, branch.offset(), "a jump (CBZ, CBNZ)");
      case TestAndBranch branch -> countOther(address, branch.offset(), "a jump (TBZ, TBNZ)");
      case Address adr -> countOther(address, adr.offset(), "its address (ADR)");
      case AddressOfPage adrp when !byTrampoline.containsKey(address) ->
          pageReference(address, word)
              .filter(byEntry::containsKey)
              .ifPresent(target -> countOther(address, target - address, "its address (ADRP)"));
      default -> {}
    }
  }

  private void countCall(long address, long target) {
    BarrierRoutine routine = byEntry.getOrDefault(target, byTrampoline.get(target));
    if (routine != null) {
      calls.add(new Call(address, routine, target));
    }
  }

  private void countOther(long address, long offset, String what) {
    BarrierRoutine routine =
        byEntry.getOrDefault(address + offset, byTrampoline.get(address + offset));
    if (routine != null) {
      others.add(new OtherReference(address, routine, what));
    }
  }

  private Optional<Long> pageReference(long address, int word) {
    return Instruction.decode(word) instanceof AddressOfPage adrp
            && text.instructionAt(address + 4).filter(AddImmediate.class::isInstance).isPresent()
        ? text.pageOffsetBehind(address, adrp).map(low -> adrp.page(address) + low)
        : Optional.empty();
  }

  /**
   * Words that equal a routine's VA. The ELF headers and the function table hold sizes and offsets
   * only, which can equal a VA by chance.
   */
  private void findPointers(GoProgram program) {
    LoadedWords.forEach(
        program.image(),
        (address, word) -> {
          BarrierRoutine routine = byEntry.get(word);
          if (routine != null
              && !program.pclntab().occupies(address)
              && !program.image().isInHeaders(address)) {
            others.add(new OtherReference(address, routine, "its address as data"));
          }
        });
  }
}
