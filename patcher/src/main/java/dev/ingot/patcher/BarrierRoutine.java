package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the runtime's write-barrier entry points (Go src/runtime/asm_arm64.s): {@code
 * runtime.gcWriteBarrier} up to Go 1.20, {@code runtime.gcWriteBarrier1} to {@code 8} since 1.21.
 * The linker drops those that nothing calls.
 *
 * @param function where it is
 * @param slots buffer slots that a call reserves, 1 to 8; 0 for the single old routine, which also
 *     makes the store
 */
public record BarrierRoutine(GoFunction function, int slots) {
  /** {@code wbMaxEntriesPerCall} (Go src/runtime/mwbbuf.go). */
  static final int MOST_SLOTS = 8;

  private static final String NAME = "runtime.gcWriteBarrier";

  /** The routines that the program has, by ascending slots. */
  static List<BarrierRoutine> of(GoProgram program) {
    List<BarrierRoutine> routines = new ArrayList<>();
    for (int slots = 0; slots <= MOST_SLOTS; slots++) {
      String name = slots == 0 ? NAME : NAME + slots;
      int reserved = slots;
      program
          .functionNamed(name)
          .ifPresent(function -> routines.add(new BarrierRoutine(function, reserved)));
    }
    return List.copyOf(routines);
  }

  /** The linker's name. */
  public String name() {
    return function.name();
  }

  /** VA of the first instruction. */
  public long entry() {
    return function.entry();
  }
}
