package dev.ingot.patcher;

import dev.ingot.goelf.BuildInfo;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a Go program is made of, without a change to it. */
public final class Inspection {
  private final GoProgram program;
  private final Map<String, Integer> barrierCalls = new LinkedHashMap<>();
  private final int otherReferences;
  private final SystemCallCensus systemCalls;
  private final List<ZeroFilledObject> largestObjects;

  private Inspection(GoProgram program) {
    this.program = program;
    List<GoFunction> routines =
        BarrierRoutine.of(program).stream().map(BarrierRoutine::function).toList();
    CallCensus census = CallCensus.of(program, routines);
    routines.forEach(routine -> barrierCalls.put(routine.name(), census.callsOf(routine)));
    this.otherReferences = census.otherReferences().size();
    this.systemCalls = SystemCallCensus.of(program);
    this.largestObjects = ZeroFilledObject.largestOf(program);
  }

  public static Inspection of(GoProgram program) {
    return new Inspection(program);
  }

  GoProgram program() {
    return program;
  }

  /** Calls of each write-barrier routine that the program has, by ascending slots. */
  public Map<String, Integer> barrierCalls() {
    return Collections.unmodifiableMap(barrierCalls);
  }

  /** References to the routines that are no calls. */
  int otherBarrierReferences() {
    return otherReferences;
  }

  /** The system calls that its code can make. */
  public SystemCallCensus systemCalls() {
    return systemCalls;
  }

  /** The largest variables of {@code .bss} and {@code .noptrbss}; none when it is stripped. */
  public List<ZeroFilledObject> largestObjects() {
    return largestObjects;
  }

  /** Whether it has no symbol table. */
  boolean isStripped() {
    return program.image().symbols().isEmpty();
  }

  /** Go's name of the build mode, {@code exe} when the program does not tell. */
  public String buildMode() {
    return program
        .buildInfo()
        .map(BuildInfo::settings)
        .map(settings -> settings.get("-buildmode"))
        .orElse("exe");
  }

  /** For a terminal. */
  public String toText() {
    return InspectionText.of(this);
  }

  /** For programs: {@code docs/inspection-schema.json} describes it. */
  public String toJson() {
    return InspectionJson.of(this);
  }
}
