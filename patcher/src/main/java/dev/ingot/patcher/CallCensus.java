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
import dev.ingot.goelf.a64.PcRelative;
import dev.ingot.goelf.a64.PlaceSearch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

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
   * @param word the instruction
   */
  record Call(long address, GoFunction callee, long target, int word) {}

  /**
   * A reference that is no call.
   *
   * @param address VA of the branch or the pointer
   * @param what the kind of reference
   */
  record OtherReference(long address, GoFunction callee, String what) {}

  /** Bytes from the start of a trampoline to its last instruction. */
  private static final int TRAMPOLINE_BRANCH = Trampoline.SIZE - ProgramText.INSTRUCTION_SIZE;

  private final ProgramText text;
  private final Map<Long, GoFunction> byEntry = new HashMap<>();
  private final NavigableMap<Long, GoFunction> byTrampoline = new TreeMap<>();
  private final long firstEntry;
  private final long lastEntry;
  private long firstTrampoline = Long.MAX_VALUE;
  private long lastTrampoline;
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
      census.countText();
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

  /** The trampolines of Go's linker that jump to the functions, by VA. */
  NavigableMap<Long, GoFunction> trampolines() {
    return byTrampoline;
  }

  int callsOf(GoFunction callee) {
    return (int) calls.stream().filter(call -> call.callee().equals(callee)).count();
  }

  /** Trampolines are seen on the way; with any, what leads to them has to be looked for anew. */
  private void countText() {
    searchText();
    if (!byTrampoline.isEmpty()) {
      calls.clear();
      others.clear();
      searchText();
    }
  }

  private void searchText() {
    PlaceSearch search =
        new PlaceSearch(
            Math.min(firstEntry, firstTrampoline) - Placement.PAGE,
            Math.max(lastEntry, lastTrampoline));
    int[] found = new int[LoadedWords.BLOCK_INSTRUCTIONS];
    text.forEachBlock(
        (address, words, count) -> {
          int hits = search.places(address, words, count, found);
          for (int i = 0; i < hits; i++) {
            countReference(
                address + (long) found[i] * ProgramText.INSTRUCTION_SIZE, words[found[i]]);
          }
        });
  }

  private void countReference(long address, int word) {
    switch (Instruction.decode(word)) {
      case BranchWithLink call -> countCall(address, address + call.offset(), word);
      case Branch branch -> countOther(address, branch.offset(), "a jump (B)");
      case ConditionalBranch branch -> countOther(address, branch.offset(), "a jump (B.cond)");
      case CompareAndBranch branch -> countOther(address, branch.offset(), "a jump (CBZ, CBNZ)");
      case TestAndBranch branch -> countOther(address, branch.offset(), "a jump (TBZ, TBNZ)");
      case Address adr -> countOther(address, adr.offset(), "its address (ADR)");
      case AddressOfPage _ ->
          pageReference(address, word)
              .filter(byEntry::containsKey)
              .ifPresent(target -> countPageReference(address, target));
      default -> {}
    }
  }

  /**
   * The linker's trampoline for far calls is one: {@code ADRP x16; ADD x16; BR x16} (Go
   * src/cmd/link/internal/arm64/asm.go {@code gentramp}).
   *
   * @param address VA of its first instruction
   */
  private void countPageReference(long address, long entry) {
    long last = address + TRAMPOLINE_BRANCH;
    if (text.contains(last) && text.wordAt(last) == Trampoline.BRANCH) {
      byTrampoline.put(address, byEntry.get(entry));
      firstTrampoline = Math.min(firstTrampoline, address);
      lastTrampoline = Math.max(lastTrampoline, address);
    } else {
      countOther(address, entry - address, "its address (ADRP)");
    }
  }

  private void countCall(long address, long target, int word) {
    GoFunction callee = byEntry.getOrDefault(target, byTrampoline.get(target));
    if (callee != null) {
      calls.add(new Call(address, callee, target, word));
    }
  }

  private void countOther(long address, long offset, String what) {
    GoFunction callee = byEntry.getOrDefault(address + offset, byTrampoline.get(address + offset));
    if (callee != null && !callee.contains(address)) {
      others.add(new OtherReference(address, callee, what));
    }
  }

  private Optional<Long> pageReference(long address, int word) {
    if (!ProgramText.isAddressOfPage(word)
        || text.instructionAt(address + 4).filter(AddImmediate.class::isInstance).isEmpty()) {
      return Optional.empty();
    }
    int low = text.pageOffsetBehind(address, word);
    return low == PcRelative.NO_OFFSET
        ? Optional.empty()
        : Optional.of(ProgramText.pageOf(address, word) + low);
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
    program
        .addressWords()
        .forEachIn(firstEntry, lastEntry, (address, word) -> countPointer(program, address, word));
  }

  private void countPointer(GoProgram program, long address, long word) {
    GoFunction callee = byEntry.get(word);
    if (callee != null
        && !program.pclntab().occupies(address)
        && !program.image().isInHeaders(address)) {
      others.add(new OtherReference(address, callee, "its address as data"));
    }
  }
}
