package dev.ingot.image.freestanding;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds {@code runtime.writeBarrier} in the code: every function that calls the write barrier has
 * read the flag before, with a 32-bit load (Go src/cmd/compile/internal/ssa/writebarrier.go).
 */
final class BarrierFlag {
  private static final String BARRIER = "runtime.gcWriteBarrier";

  /** Hand-written callers need not look at the flag; the compiler's, all others, do. */
  private static final int LEAST_PERCENT = 90;

  private BarrierFlag() {}

  /**
   * The flag's VA; empty when nothing calls the write barrier.
   *
   * @throws RefusedException when the callers do not agree on one
   */
  static OptionalLong find(GoProgram program) {
    Set<Long> barriers =
        program.pclntab().functions().stream()
            .filter(f -> f.name().matches(BARRIER.replace(".", "\\.") + "[1-8]?"))
            .map(GoFunction::entry)
            .collect(Collectors.toSet());
    CodeReader code = new CodeReader(program);
    Map<Long, Integer> readers = new HashMap<>();
    int callers = 0;
    for (GoFunction function : program.pclntab().functions()) {
      if (!barriers.contains(function.entry()) && calls(code, function, barriers)) {
        callers++;
        wordsRead(code, function).forEach(address -> readers.merge(address, 1, Integer::sum));
      }
    }
    if (callers == 0) {
      return OptionalLong.empty();
    }
    int least = Math.max(1, callers * LEAST_PERCENT / 100);
    long[] candidates =
        readers.entrySet().stream()
            .filter(reader -> reader.getValue() >= least)
            .mapToLong(Map.Entry::getKey)
            .toArray();
    if (candidates.length != 1) {
      throw program
          .image()
          .refuse(
              "runtime.writeBarrier",
              "%d words that %d callers of the write barrier read"
                  .formatted(candidates.length, callers),
              "one that all of them read",
              "build with one of Go 1.16 to 1.27, or keep the symbol table");
    }
    return OptionalLong.of(candidates[0]);
  }

  private static boolean calls(CodeReader code, GoFunction function, Set<Long> barriers) {
    for (long at = function.entry(); at < function.end(); at += CodeReader.STEP) {
      if (code.at(at) instanceof BranchWithLink call && barriers.contains(at + call.offset())) {
        return true;
      }
    }
    return false;
  }

  private static Set<Long> wordsRead(CodeReader code, GoFunction function) {
    Set<Long> addresses = new HashSet<>();
    for (long at = function.entry();
        at + 2 * CodeReader.STEP < function.end();
        at += CodeReader.STEP) {
      code.accessAt(at)
          .filter(access -> CodeReader.isLoad(access.instruction(), Integer.BYTES))
          .ifPresent(access -> addresses.add(access.target()));
    }
    return addresses;
  }
}
