package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.patcher.Edit.InstructionEdit;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of some functions, sent elsewhere.
 *
 * @param sites every redirected call by ascending address
 * @param edits the same as edits, and the veneers
 */
record CallRedirection(List<CallSite> sites, List<Edit> edits) {
  /**
   * Where the calls of a function go.
   *
   * @param target VA
   * @param kind what the edits are for
   */
  record Destination(long target, EditKind kind) {}

  static CallRedirection of(
      GoProgram program,
      CallCensus census,
      Map<GoFunction, Destination> destinations,
      Veneers veneers) {
    ProgramText text = new ProgramText(program);
    // A function's hash takes its name along; the census gives one object a function.
    Map<GoFunction, Destination> byCallee = new IdentityHashMap<>(destinations);
    List<CallSite> sites = new ArrayList<>(census.calls().size());
    List<Edit> edits = new ArrayList<>(census.calls().size());
    for (CallCensus.Call call : census.calls()) {
      Destination destination = byCallee.get(call.callee());
      CallSite site = redirect(program, text, call, destination.target(), veneers);
      sites.add(site);
      edits.add(
          new InstructionEdit(
              site.fileOffset(),
              site.address(),
              destination.kind(),
              new CodeHolder.Located(program, site.address(), Optional.of(site.variant())),
              site.oldWord(),
              site.newWord()));
    }
    edits.addAll(veneers.edits());
    return new CallRedirection(List.copyOf(sites), List.copyOf(edits));
  }

  private static CallSite redirect(
      GoProgram program,
      ProgramText text,
      CallCensus.Call call,
      long destination,
      Veneers veneers) {
    long target = veneers.reach(call.address(), destination, call.callee().name());
    return new CallSite(
        call.address(),
        text.fileOffset(call.address()),
        call.callee().name(),
        new CodeHolder.Located(program, call.address(), Optional.empty()),
        call.target(),
        target,
        call.word(),
        new BranchWithLink(target - call.address()).encode());
  }
}
