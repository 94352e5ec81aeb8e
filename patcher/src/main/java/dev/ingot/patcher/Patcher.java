package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import java.util.ArrayList;
import java.util.List;

/** Decides what changes in a program. Nothing is written before everything is decided. */
public final class Patcher {
  private Patcher() {}

  /**
   * Plans a patch, or refuses.
   *
   * @throws dev.ingot.goelf.RefusedException when the program cannot be patched safely
   */
  public static PatchPlan plan(GoProgram program, PatchOptions options) {
    boolean redirects = options.stub() != BarrierStub.KEEP;
    SafetyCheck.requirePatchable(program);
    Placement placement = Placement.of(program, options);
    BssMove move = placement.bss();

    List<Edit> edits = new ArrayList<>();
    if (move.delta() != 0) {
      SafetyCheck.requireMovable(program);
      edits.addAll(BssRelocation.edits(program, move));
    }
    List<BarrierRoutine> routines = List.of();
    CallRedirection redirection = new CallRedirection(List.of(), List.of());
    if (redirects) {
      BarrierCensus census = BarrierCensus.of(program);
      SafetyCheck.requireRedirectable(program, census);
      routines = census.routines();
      redirection =
          CallRedirection.of(program, census, new StubCode(options.stub(), placement, routines));
      edits.addAll(redirection.edits());
    }
    StubCode stubs = new StubCode(options.stub(), placement, routines);
    List<ElfSegment> segments = program.image().segments();
    if (move.delta() != 0 || !routines.isEmpty()) {
      byte[] code = stubs.assemble(program.image());
      int countersSize = options.stub() == BarrierStub.COUNT ? stubs.countersSize() : 0;
      segments = NewSegments.of(program, placement, code.length, countersSize);
      edits.addAll(ElfRewrite.edits(program, segments, placement, code, countersSize));
    }
    FipsReseal.edit(program, PatchPlan.originalOf(program), edits).ifPresent(edits::add);
    return new PatchPlan(
        program,
        options,
        move,
        PatchedBytes.inOrder(edits),
        redirection.sites(),
        counters(options, stubs, routines, redirection.sites()),
        segments,
        Warnings.of(program, options, move, edits));
  }

  private static List<BarrierCounter> counters(
      PatchOptions options, StubCode stubs, List<BarrierRoutine> routines, List<CallSite> sites) {
    if (options.stub() != BarrierStub.COUNT) {
      return List.of();
    }
    return routines.stream()
        .map(
            routine ->
                new BarrierCounter(
                    routine.name(),
                    stubs.counterOf(routine),
                    (int) sites.stream().filter(s -> s.variant().equals(routine.name())).count()))
        .toList();
  }
}
