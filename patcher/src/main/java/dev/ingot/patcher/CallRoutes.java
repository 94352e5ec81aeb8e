package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.patcher.Edit.InstructionEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How each redirected call comes to its destination: by itself where a {@code BL} reaches, else
 * through a jump. In order:
 *
 * <ul>
 *   <li>the trampoline of Go's linker that the call uses already, which then jumps elsewhere: only
 *       calls of the one function lead to it;
 *   <li>a veneer of Ingot's, where one is in reach;
 *   <li>another trampoline for the same function.
 * </ul>
 */
final class CallRoutes {
  private final GoProgram program;
  private final NavigableMap<Long, GoFunction> trampolines;
  private final Veneers veneers;
  private final NavigableMap<Long, Long> retargeted = new TreeMap<>();

  /**
   * @param trampolines those of the functions whose calls are redirected, by VA
   */
  CallRoutes(GoProgram program, NavigableMap<Long, GoFunction> trampolines, Veneers veneers) {
    this.program = program;
    this.trampolines = trampolines;
    this.veneers = veneers;
  }

  /**
   * The VA that a call is to name: its destination, or that of a jump to it.
   *
   * @throws RefusedException when nothing that leads there is in the call's reach
   */
  long firstStop(CallCensus.Call call, long destination) {
    if (BranchWithLink.RANGE.contains(destination - call.address())) {
      return destination;
    }
    if (trampolines.containsKey(call.target()) && Trampoline.reaches(call.target(), destination)) {
      return retargeted(call.target(), destination);
    }
    OptionalLong veneer = veneers.reach(call.address(), destination);
    return veneer.isPresent()
        ? veneer.getAsLong()
        : nearTrampoline(call, destination)
            .map(trampoline -> retargeted(trampoline, destination))
            .orElseThrow(() -> outOfReach(call, destination));
  }

  private long retargeted(long trampoline, long destination) {
    retargeted.put(trampoline, destination);
    return trampoline;
  }

  /** The lowest that serves, which is the same for all calls in the same need. */
  private Optional<Long> nearTrampoline(CallCensus.Call call, long destination) {
    long lowest = call.address() + BranchWithLink.RANGE.lowest();
    long highest = call.address() + BranchWithLink.RANGE.highest();
    return trampolines.subMap(lowest, true, highest, true).entrySet().stream()
        .filter(entry -> entry.getValue().entry() == call.callee().entry())
        .map(Map.Entry::getKey)
        .filter(trampoline -> Trampoline.reaches(trampoline, destination))
        .findFirst();
  }

  private RefusedException outOfReach(CallCensus.Call call, long destination) {
    return program
        .image()
        .refuse(
            "call of %s at VA 0x%x".formatted(call.callee().name(), call.address()),
            "VA 0x%x, %d bytes away".formatted(destination, destination - call.address()),
            "-128 MiB to 128 MiB; or 4 GiB from a jump that is so near: %s, or a trampoline of Go's"
                    .formatted(veneers)
                + " linker for this function",
            "keep these calls as they are (for barriers: --barriers keep), or make the program"
                + " smaller");
  }

  /** The changed words of the trampolines and the veneers. */
  List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    ProgramText text = new ProgramText(program);
    retargeted.forEach((trampoline, destination) -> addWords(edits, text, trampoline, destination));
    edits.addAll(veneers.edits());
    return edits;
  }

  private void addWords(List<Edit> edits, ProgramText text, long trampoline, long destination) {
    CodeHolder holder =
        new CodeHolder.Located(program, Optional.of(trampolines.get(trampoline).name()));
    long at = trampoline;
    for (int word : Trampoline.words(trampoline, destination)) {
      int old = text.wordAt(at);
      if (old != word) {
        edits.add(
            new InstructionEdit(text.fileOffset(at), at, EditKind.TRAMPOLINE, holder, old, word));
      }
      at += ProgramText.INSTRUCTION_SIZE;
    }
  }
}
