package dev.ingot.image.freestanding;

import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The variables of Go's runtime that compiled code relies on. VAs before anything moves.
 *
 * @param g0 {@code runtime.g0}, the goroutine that a program starts as
 * @param m0 {@code runtime.m0}, its thread
 * @param writeBarrier {@code runtime.writeBarrier}, whose first 32 bits say whether stores of
 *     pointers call the write barrier; empty in a program without any such call
 */
record RuntimeVariables(long g0, long m0, OptionalLong writeBarrier) {
  /**
   * Finds them in the code, which stripping leaves alone, and compares them with the symbols where
   * there are some.
   *
   * @throws dev.ingot.goelf.RefusedException when the code does not tell, or symbols disagree
   */
  static RuntimeVariables of(GoProgram program, RuntimeLayout layout) {
    StartCode start = StartCode.of(program, layout);
    OptionalLong writeBarrier = BarrierFlag.find(program);
    requireSymbol(program, "runtime.g0", start.g0());
    requireSymbol(program, "runtime.m0", start.m0());
    writeBarrier.ifPresent(address -> requireSymbol(program, "runtime.writeBarrier", address));
    return new RuntimeVariables(start.g0(), start.m0(), writeBarrier);
  }

  private static void requireSymbol(GoProgram program, String name, long address) {
    Optional<ElfSymbol> symbol =
        program.image().symbols().stream().filter(s -> s.name().equals(name)).findFirst();
    if (symbol.isPresent() && symbol.get().value() != address) {
      throw program
          .image()
          .refuse(
              name,
              "VA 0x%x in the symbol table, 0x%x in the code"
                  .formatted(symbol.get().value(), address),
              "the same",
              "the program was changed after linking: build it again");
    }
  }
}
