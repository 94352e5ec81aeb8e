package dev.ingot.patcher;

import dev.ingot.goelf.BesideWork;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.CallRedirection.Destination;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what changes in a program. Nothing is written before everything is decided. */
public final class Patcher {
  private Patcher() {}

  /**
   * Plans a patch, or refuses.
   *
   * @throws dev.ingot.goelf.RefusedException when the program cannot be patched safely
   */
  public static PatchPlan plan(GoProgram program, PatchOptions options) {
    return program.image().whileWhole(() -> decide(program, options));
  }

  private static PatchPlan decide(GoProgram program, PatchOptions options) {
    SafetyCheck.requirePatchable(program);
    SafetyCheck.requireSoundStub(program, options);
    List<BarrierRoutine> routines =
        options.stub() == BarrierStub.KEEP ? List.of() : BarrierRoutine.of(program);
    OwnSegments own = OwnSegments.of(options, routines.size());
    Placement placement = Placement.of(program, options, own);
    BssMove move = placement.bss();

    if (move.delta() != 0) {
      SafetyCheck.requireMovable(program);
    }
    StubCode stubs = new StubCode(options.stub(), placement, routines);
    List<PlacedCode> userCode = PlacedCode.of(program, own, placement);
    List<ResolvedRedirect> redirects = ResolvedRedirect.resolve(program, options, userCode);
    Map<GoFunction, Destination> destinations = destinations(stubs, routines, redirects);
    // Both go through all of the text; neither needs the other.
    BesideWork<CallCensus> calls =
        BesideWork.of(() -> CallCensus.of(program, List.copyOf(destinations.keySet()))).begin();
    List<Edit> edits = new ArrayList<>();
    if (move.delta() != 0) {
      edits.addAll(BssRelocation.edits(program, move));
    }
    CallCensus census = calls.await();
    SafetyCheck.requireRedirectable(program, census);
    redirects.forEach(redirect -> redirect.requireCalled(program.image(), census));
    Veneers veneers = new Veneers(program);
    CallRedirection redirection =
        CallRedirection.of(
            program, census, destinations, new CallRoutes(program, census.trampolines(), veneers));
    edits.addAll(redirection.edits());
    DebugInfoRelocation debugInfo =
        options.debugInfo() == DebugInfo.FOLLOWS
            ? DebugInfoRelocation.of(program, move)
            : DebugInfoRelocation.none();
    edits.addAll(debugInfo.edits());
    AddedContent added =
        new AddedContent(
            own, Bytes.of(stubs.assemble(program.image())), userCode, debugInfo.replacement());
    ElfRewrite rewrite = ElfRewrite.of(program, placement, added, veneers, List.copyOf(edits));
    edits.addAll(rewrite.edits());
    options
        .freestanding()
        .ifPresent(freestanding -> replace(edits, EntryEdits.of(program, freestanding)));
    List<Edit> unsealed = PatchedBytes.inOrder(edits);
    Optional<Edit> sum = FipsReseal.of(program, unsealed);
    List<Edit> inOrder = sum.map(edit -> PatchedBytes.with(unsealed, edit)).orElse(unsealed);
    return new PatchPlan(
        program,
        options,
        move,
        inOrder,
        redirection.sites(),
        counters(options, stubs, routines, redirection.sites()),
        redirects.stream().map(redirect -> redirect.summary(redirection.sites())).toList(),
        rewrite.segments(),
        Warnings.of(program, options, move, rareKinds(sum, rewrite), userCode, debugInfo));
  }

  /** The kinds that a warning is for, told by those who make such edits. */
  private static Set<EditKind> rareKinds(Optional<Edit> sum, ElfRewrite rewrite) {
    Set<EditKind> kinds = EnumSet.noneOf(EditKind.class);
    sum.ifPresent(edit -> kinds.add(edit.kind()));
    rewrite.edits().forEach(edit -> kinds.add(edit.kind()));
    return kinds;
  }

  /** Puts edits in the place of those that change the same bytes. */
  private static void replace(List<Edit> edits, List<Edit> replacements) {
    Set<Long> offsets = replacements.stream().map(Edit::fileOffset).collect(Collectors.toSet());
    edits.removeIf(edit -> offsets.contains(edit.fileOffset()));
    edits.addAll(replacements);
  }

  private static Map<GoFunction, Destination> destinations(
      StubCode stubs, List<BarrierRoutine> routines, List<ResolvedRedirect> redirects) {
    Map<GoFunction, Destination> destinations = new LinkedHashMap<>();
    for (BarrierRoutine routine : routines) {
      destinations.put(
          routine.function(), new Destination(stubs.stubOf(routine), EditKind.BARRIER_CALL));
    }
    for (ResolvedRedirect redirect : redirects) {
      destinations.put(
          redirect.function(), new Destination(redirect.target(), EditKind.FUNCTION_CALL));
    }
    return destinations;
  }

  private static List<BarrierCounter> counters(
      PatchOptions options, StubCode stubs, List<BarrierRoutine> routines, List<CallSite> sites) {
    if (options.stub() != BarrierStub.COUNT) {
      return List.of();
    }
    Map<String, Long> calls =
        sites.stream().collect(Collectors.groupingBy(CallSite::variant, Collectors.counting()));
    return routines.stream()
        .map(
            routine ->
                new BarrierCounter(
                    routine.name(),
                    stubs.counterOf(routine),
                    calls.getOrDefault(routine.name(), 0L).intValue()))
        .toList();
  }
}
