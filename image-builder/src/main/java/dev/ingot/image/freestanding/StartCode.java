package dev.ingot.image.freestanding;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.a64.Instruction;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.LoadStore;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the first instructions of {@code runtime.rt0_go} name (Go src/runtime/asm_arm64.s): g0, made
 * in x28 and filled in, and m0, which is stored into g0 and g0 into it.
 *
 * @param g0 VA
 * @param m0 VA
 */
record StartCode(long g0, long m0) {
  private static final String FUNCTION = "runtime.rt0_go";

  /** The register that holds the current goroutine. */
  private static final int G = 28;

  /** Go 1.16's function has some 70 instructions, that of Go 1.27 some 90. */
  private static final int MOST_INSTRUCTIONS = 128;

  /**
   * Reads the function.
   *
   * @param layout says where it must store
   * @throws RefusedException when it does not look like any release's
   */
  static StartCode of(GoProgram program, RuntimeLayout layout) {
    GoFunction function =
        program.functionNamed(FUNCTION).orElseThrow(() -> unreadable(program, "no such function"));
    CodeReader code = new CodeReader(program);
    OptionalLong g0 = OptionalLong.empty();
    OptionalLong m0 = OptionalLong.empty();
    long made = 0;
    int madeIn = -1;
    Set<Integer> stores = new HashSet<>();
    long end = Math.min(function.end(), function.entry() + MOST_INSTRUCTIONS * CodeReader.STEP);
    for (long at = function.entry(); at + 2 * CodeReader.STEP < end; at += CodeReader.STEP) {
      Instruction instruction = code.at(at);
      if (instruction instanceof AddressOfPage adrp && code.addressMadeAt(at).isPresent()) {
        made = code.addressMadeAt(at).get();
        madeIn = adrp.register();
        if (madeIn == G && g0.isEmpty()) {
          g0 = OptionalLong.of(made);
        }
      } else if (instruction instanceof LoadStore store && CodeReader.isStore(store, Long.BYTES)) {
        if (store.base() == G && g0.isPresent()) {
          stores.add(store.offset());
        } else if (store.register() == G
            && store.base() == madeIn
            && store.offset() == layout.schedulerGoroutine()) {
          m0 = OptionalLong.of(made);
        }
      }
    }
    if (g0.isEmpty() || m0.isEmpty()) {
      throw unreadable(program, "code that does not name g0 and m0");
    }
    for (int offset :
        new int[] {
          layout.stackLow(),
          layout.stackHigh(),
          layout.stackGuard0(),
          layout.stackGuard1(),
          layout.machine()
        }) {
      if (!stores.contains(offset)) {
        throw unreadable(program, "no store to offset %d of g0".formatted(offset));
      }
    }
    return new StartCode(g0.getAsLong(), m0.getAsLong());
  }

  private static RefusedException unreadable(GoProgram program, String found) {
    return program
        .image()
        .refuse(
            FUNCTION,
            found,
            "the start of a program of Go 1.16 to 1.27",
            "build with -buildmode=exe by one of these releases");
  }
}
