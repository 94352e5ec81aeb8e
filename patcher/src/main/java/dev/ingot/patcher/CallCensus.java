package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ImageMemory;
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
 * Every reference to some functions: the calls, and whatever else would escape a redirection of the
 * calls. A function's jumps to its own start are none: they come from within, as the one behind
 * {@code runtime.morestack} does (Go src/cmd/internal/obj/arm64/obj7.go, {@code stacksplit}).
 */
final class CallCensus {
  /**
   * A {@code BL} whose target is a function's entry, or a trampoline that jumps on to it.
   *
   * @param address VA of the call
   * @param target VA that the call names
   */
  record Call(long address, GoFunction callee, long target) {}

  /**
   * A reference that is no call.
   *
   * @param address VA of the branch or the pointer
   * @param what the kind of reference
   */
  record OtherReference(long address, GoFunction callee, String what) {}

  private final ProgramText text;
  private final Map<Long, GoFunction> byEntry = new HashMap<>();
  private final Map<Long, GoFunction> byTrampoline = new HashMap<>();
  private final long firstEntry;
  private final long lastEntry;
  private final List<Call> calls = new ArrayList<>();
  private final List<OtherReference> others = new ArrayList<>();

  private CallCensus(GoProgram program, List<GoFunction> callees) {
    this.text = new ProgramText(program);
    callees.forEach(callee -> byEntry.put(callee.entry(), callee));
    this.firstEntry = callees.stream().mapToLong(GoFunction::entry).min().orElse(0);
    this.lastEntry = callees.stream().mapToLong(GoFunction::entry).max().orElse(0);
  }

  static CallCensus of(GoProgram program, List<GoFunction> callees) {
    CallCensus census = new CallCensus(program, callees);
    if (!callees.isEmpty()) {
      census.text.forEachWord(census::findTrampoline);
      census.text.forEachWord(census::countReference);
      census.findForeignBranches(program);
      census.findPointers(program);
    }
    return census;
  }

  /** The calls by ascending address. */
  List<Call> calls() {
    return calls;
  }

  List<OtherReference> otherReferences() {
    return others;
  }

  int callsOf(GoFunction callee) {
    return (int) calls.stream().filter(call -> call.callee().equals(callee)).count();
  }

  /**
   * The linker's trampoline for far calls: {@code ADRP x16; ADD x16; BR x16} (Go
   * src/cmd/link/internal/arm64/asm.go {@code gentramp}).
   */
  private void findTrampoline(long address, int word) {
    if (ProgramText.isAddressOfPage(word)
        && isNearCallee(ProgramText.pageOf(address, word))
        && text.contains(address + 8)
        && text.wordAt(address + 8) == Trampoline.BRANCH) {
      pageReference(address, word)
          .map(byEntry::get)
          .ifPresent(callee -> byTrampoline.put(address, callee));
    }
  }

  private void countReference(long address, int word) {
    if (!canRefer(address, word)) {
      return;
    }
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

  /** A test by the bits alone, since most words are none of these. */
  private boolean canRefer(long address, int word) {
    if (ProgramText.isBranchWithLink(word)) {
      long target = address + (long) (word << 6 >> 6) * ProgramText.INSTRUCTION_SIZE;
      return isNearCallee(target) || byTrampoline.containsKey(target);
    }
    if (ProgramText.isAddressOfPage(word)) {
      return isNearCallee(ProgramText.pageOf(address, word));
    }
    boolean jump = (word & 0xfc00_0000) == 0x1400_0000;
    boolean condition = (word & 0xfe00_0000) == 0x5400_0000;
    boolean compareOrTest = (word & 0x7c00_0000) == 0x3400_0000;
    boolean address21 = (word & 0x9f00_0000) == 0x1000_0000;
    return jump || condition || compareOrTest || address21;
  }

  /** Whether a VA or the page that starts there can be the start of one of the functions. */
  private boolean isNearCallee(long address) {
    return address >= firstEntry - Placement.PAGE && address <= lastEntry;
  }

  private void countCall(long address, long target) {
    GoFunction callee = byEntry.getOrDefault(target, byTrampoline.get(target));
    if (callee != null) {
      calls.add(new Call(address, callee, target));
    }
  }

  private void countOther(long address, long offset, String what) {
    GoFunction callee = byEntry.getOrDefault(address + offset, byTrampoline.get(address + offset));
    if (callee != null && !callee.contains(address)) {
      others.add(new OtherReference(address, callee, what));
    }
  }

  private Optional<Long> pageReference(long address, int word) {
    return Instruction.decode(word) instanceof AddressOfPage adrp
            && text.instructionAt(address + 4).filter(AddImmediate.class::isInstance).isPresent()
        ? text.pageOffsetBehind(address, adrp).map(low -> adrp.page(address) + low)
        : Optional.empty();
  }

  /** Branches of C code, which a C linker puts before and behind Go's. */
  private void findForeignBranches(GoProgram program) {
    ImageMemory memory = program.image().memory();
    for (ElfSegment segment : program.image().loadSegments()) {
      long first = Placement.alignUp(segment.virtualAddress(), ProgramText.INSTRUCTION_SIZE);
      long last = segment.fileEndAddress() - ProgramText.INSTRUCTION_SIZE;
      for (long at = first; segment.isExecutable() && at <= last; at += 4) {
        if (text.contains(at)) {
          at = program.moduleData().etext() & -ProgramText.INSTRUCTION_SIZE;
        }
        if (at <= last) {
          countForeign(at, memory.wordAt(at));
        }
      }
    }
  }

  private void countForeign(long address, int word) {
    switch (Instruction.decode(word)) {
      case BranchWithLink call -> countOther(address, call.offset(), "a call from C code");
      case Branch branch -> countOther(address, branch.offset(), "a jump from C code");
      default -> {}
    }
  }

  /**
   * Words that equal a function's VA. The ELF headers and the function table hold sizes and offsets
   * only, which can equal a VA by chance.
   */
  private void findPointers(GoProgram program) {
    LoadedWords.forEach(
        program.image(),
        (address, word) -> {
          if (word < firstEntry || word > lastEntry) {
            return;
          }
          GoFunction callee = byEntry.get(word);
          if (callee != null
              && !program.pclntab().occupies(address)
              && !program.image().isInHeaders(address)) {
            others.add(new OtherReference(address, callee, "its address as data"));
          }
        });
  }
}
