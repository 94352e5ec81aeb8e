package dev.ingot.patcher;

import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.SourceLine;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.patcher.Edit.InstructionEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The calls to the write-barrier routines, sent to the stubs.
 *
 * @param sites every redirected call by ascending address
 * @param edits the same as edits
 */
record CallRedirection(List<CallSite> sites, List<Edit> edits) {
  static CallRedirection of(GoProgram program, BarrierCensus census, StubCode stubs) {
    ProgramText text = new ProgramText(program);
    List<CallSite> sites = new ArrayList<>();
    List<Edit> edits = new ArrayList<>();
    for (BarrierCensus.Call call : census.calls()) {
      CallSite site = redirect(program, text, call, stubs.stubOf(call.routine()));
      sites.add(site);
      edits.add(
          new InstructionEdit(
              site.fileOffset(),
              site.address(),
              EditKind.BARRIER_CALL,
              site.variant(),
              site.source(),
              site.oldWord(),
              site.newWord()));
    }
    return new CallRedirection(List.copyOf(sites), List.copyOf(edits));
  }

  private static CallSite redirect(
      GoProgram program, ProgramText text, BarrierCensus.Call call, long stub) {
    StubCode.requireReach(program.image(), call.routine(), call.address(), stub);
    Optional<SourceLine> source = program.locate(call.address());
    return new CallSite(
        call.address(),
        text.fileOffset(call.address()),
        call.routine().name(),
        source,
        call.target(),
        stub,
        text.wordAt(call.address()),
        new BranchWithLink(stub - call.address()).encode());
  }
}
