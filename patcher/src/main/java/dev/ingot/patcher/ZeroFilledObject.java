package dev.ingot.patcher;

import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoProgram;
import java.util.Comparator;
import java.util.List;

/**
 * A variable in {@code .bss} or {@code .noptrbss}, as the symbol table tells.
 *
 * @param name the linker's
 * @param address VA
 * @param size bytes
 */
public record ZeroFilledObject(String name, long address, long size) {
  private static final int LISTED = 10;

  /** The largest of a program, largest first; none when it is stripped. */
  static List<ZeroFilledObject> largestOf(GoProgram program) {
    return program.image().symbols().stream()
        .filter(s -> s.section() > 0 && s.section() < ElfSymbol.FIRST_RESERVED_SECTION)
        .filter(s -> s.size() > 0 && program.moduleData().isZeroFilled(s.value()))
        .map(s -> new ZeroFilledObject(s.name(), s.value(), s.size()))
        .sorted(
            Comparator.comparingLong(ZeroFilledObject::size)
                .reversed()
                .thenComparingLong(ZeroFilledObject::address))
        .limit(LISTED)
        .toList();
  }
}
