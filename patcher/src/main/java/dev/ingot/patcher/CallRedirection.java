package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.patcher.Edit.InstructionEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of some functions, sent elsewhere.
 *
 * @param sites every redirected call by ascending address
 * @param edits the same as edits, without those of calls whose trampoline changes; and the jumps in
 *     between
 */
record CallRedirection(List<CallSite> sites, List<Edit> edits) {
  /**
   * Where the calls of a function go.
   *
   * @param target VA
   * @param kind what the edits are for
   */
  record Destination(long target, EditKind kind) {}

  /**
   * A destination as the edits of the calls need it.
   *
   * @param label gives the callee's name
   */
  private record Labelled(Destination destination, CodeHolder label) {}

  static CallRedirection of(
      GoProgram program,
      CallCensus census,
      Map<GoFunction, Destination> destinations,
      CallRoutes routes) {
    ProgramText text = new ProgramText(program);
    CodeHolder holder = new CodeHolder.Located(program, Optional.empty());
    Map<Long, Labelled> byEntry = byEntry(program, destinations);
    List<CallSite> sites = new ArrayList<>(census.calls().size());
    List<Edit> edits = new ArrayList<>(census.calls().size());
    for (CallCensus.Call call : census.calls()) {
      Labelled labelled = byEntry.get(call.callee().entry());
      CallSite site = redirect(text, call, holder, labelled.destination().target(), routes);
      sites.add(site);
      if (site.oldWord() != site.newWord()) {
        edits.add(
            new InstructionEdit(
                site.fileOffset(),
                site.address(),
                labelled.destination().kind(),
                labelled.label(),
                site.oldWord(),
                site.newWord()));
      }
    }
    edits.addAll(routes.edits());
    return new CallRedirection(List.copyOf(sites), List.copyOf(edits));
  }

  /** A function's own hash takes in its name, for each of ten thousands of calls. */
  private static Map<Long, Labelled> byEntry(
      GoProgram program, Map<GoFunction, Destination> destinations) {
    Map<Long, Labelled> byEntry = new HashMap<>();
    destinations.forEach(
        (callee, destination) ->
            byEntry.put(
                callee.entry(),
                new Labelled(
                    destination, new CodeHolder.Located(program, Optional.of(callee.name())))));
    return byEntry;
  }

  private static CallSite redirect(
      ProgramText text,
      CallCensus.Call call,
      CodeHolder holder,
      long destination,
      CallRoutes routes) {
    long target = routes.firstStop(call, destination);
    return new CallSite(
        call.address(),
        text.fileOffset(call.address()),
        call.callee().name(),
        holder,
        call.target(),
        target,
        destination,
        call.word(),
        new BranchWithLink(target - call.address()).encode());
  }
}
