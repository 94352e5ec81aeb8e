package dev.ingot.image.freestanding;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.GoRelease;
import dev.ingot.goelf.dwarf.MalformedDwarfException;
import dev.ingot.goelf.dwarf.StructureMembers;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where Go's runtime keeps what compiled code looks at, one row for each span of releases. Offsets
 * in bytes. Source: Go src/runtime/runtime2.go ({@code g}, {@code stack}, {@code m}) and
 * src/runtime/stack.go at the release tags.
 *
 * @param firstMinor the oldest release of the row, 16 for Go 1.16
 * @param lastMinor the newest
 * @param stackLow {@code g.stack.lo}
 * @param stackHigh {@code g.stack.hi}
 * @param stackGuard0 {@code g.stackguard0}, which functions compare SP with
 * @param stackGuard1 {@code g.stackguard1}, the same for the runtime's own
 * @param machine {@code g.m}
 * @param schedulerGoroutine {@code m.g0}
 * @param guardBytes distance from {@code stack.lo} to the guards
 */
record RuntimeLayout(
    int firstMinor,
    int lastMinor,
    int stackLow,
    int stackHigh,
    int stackGuard0,
    int stackGuard1,
    int machine,
    int schedulerGoroutine,
    int guardBytes) {

  /** What DWARF is asked for. */
  private static final Set<String> STRUCTURES = Set.of("runtime.stack", "runtime.g", "runtime.m");

  private static final List<RuntimeLayout> ROWS =
      List.of(
          // stack.go: _StackGuard = 928*sys.StackGuardMultiplier + _StackSystem
          new RuntimeLayout(16, 20, 0, 8, 16, 24, 48, 0, 928),
          // stack.go: stackGuard = stackNosplit (800) + stackSystem (0) + abi.StackSmall (128)
          new RuntimeLayout(21, 27, 0, 8, 16, 24, 48, 0, 928));

  /**
   * The row of a program's release.
   *
   * @throws dev.ingot.goelf.RefusedException for a release that no row describes, and when the
   *     program's debugging information says something else
   */
  static RuntimeLayout of(GoProgram program) {
    RuntimeLayout row = ofRelease(program);
    row.requireAgreement(program);
    return row;
  }

  private static RuntimeLayout ofRelease(GoProgram program) {
    GoRelease release = program.release();
    return ROWS.stream()
        .filter(
            row -> row.firstMinor <= release.firstMinor() && row.lastMinor >= release.firstMinor())
        .findFirst()
        .filter(_ -> release.lastMinor() <= ROWS.getLast().lastMinor)
        .orElseThrow(
            () ->
                program
                    .image()
                    .refuse(
                        "Go release",
                        release.toString(),
                        "Go 1.%d to 1.%d, whose runtime structures are known"
                            .formatted(ROWS.getFirst().firstMinor, ROWS.getLast().lastMinor),
                        "build with one of these"));
  }

  /** Holds the row against DWARF, where the program has it; DWARF that is damaged says nothing. */
  private void requireAgreement(GoProgram program) {
    Map<String, Long> found;
    try {
      found = StructureMembers.of(program.image(), STRUCTURES);
    } catch (MalformedDwarfException unreadable) {
      return;
    }
    Map<String, Integer> table =
        Map.of(
            "runtime.stack.lo", stackLow,
            "runtime.stack.hi", stackHigh,
            "runtime.g.stackguard0", stackGuard0,
            "runtime.g.stackguard1", stackGuard1,
            "runtime.g.m", machine,
            "runtime.m.g0", schedulerGoroutine);
    table.forEach(
        (member, offset) -> {
          Long actual = found.get(member);
          if (actual != null && actual != (long) offset) {
            throw program
                .image()
                .refuse(
                    "offset of " + member + " in DWARF",
                    actual.toString(),
                    "%d, as in Go %s".formatted(offset, program.release()),
                    "build with a released Go toolchain");
          }
        });
  }
}
