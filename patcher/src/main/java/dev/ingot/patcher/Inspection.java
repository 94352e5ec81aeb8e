package dev.ingot.patcher;

import dev.ingot.goelf.BuildInfo;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a Go program is made of, without a change to it. */
public final class Inspection {
  private final GoProgram program;
  private final Map<String, Integer> barrierCalls = new LinkedHashMap<>();
  private final int otherReferences;

  private Inspection(GoProgram program) {
    this.program = program;
    List<GoFunction> routines =
        BarrierRoutine.of(program).stream().map(BarrierRoutine::function).toList();
    CallCensus census = CallCensus.of(program, routines);
    routines.forEach(routine -> barrierCalls.put(routine.name(), census.callsOf(routine)));
    this.otherReferences = census.otherReferences().size();
  }

  public static Inspection of(GoProgram program) {
    return new Inspection(program);
  }

  /** Calls of each write-barrier routine that the program has. */
  public Map<String, Integer> barrierCalls() {
    return Map.copyOf(barrierCalls);
  }

  /** Go's name of the build mode, {@code exe} when the program does not tell. */
  public String buildMode() {
    return program
        .buildInfo()
        .map(BuildInfo::settings)
        .map(settings -> settings.get("-buildmode"))
        .orElse("exe");
  }

  public String toText() {
    StringBuilder text = new StringBuilder();
    add(text, "program", program.image().name());
    add(text, "Go release", program.release().toString());
    add(text, "package", program.buildInfo().map(BuildInfo::path).orElse("?"));
    add(text, "build mode", buildMode());
    add(text, "stripped", program.image().symbols().isEmpty() ? "yes" : "no");
    add(text, "entry", "VA " + JsonText.hex(program.image().entry()));
    add(text, "functions", String.valueOf(program.pclntab().functionCount()));
    add(
        text,
        ".bss",
        program.moduleData().zeroFilledSize()
            + " bytes with .noptrbss, VA "
            + JsonText.hex(program.moduleData().bss()));
    text.append("segments\n");
    for (ElfSegment segment : program.image().loadSegments()) {
      text.append(
          "  0x%012x  0x%012x  %s  %10d bytes\n"
              .formatted(
                  segment.virtualAddress(),
                  segment.endAddress(),
                  segment.flagText(),
                  segment.memorySize()));
    }
    text.append("write-barrier calls\n");
    barrierCalls.forEach((name, calls) -> text.append("  %-28s %7d\n".formatted(name, calls)));
    if (otherReferences > 0) {
      add(text, "  other references", String.valueOf(otherReferences));
    }
    return text.toString();
  }

  public String toJson() {
    return JsonText.of(
        json -> {
          json.beginObject();
          json.name("program").value(program.image().name());
          json.name("goRelease").value(program.release().toString());
          json.name("package").value(program.buildInfo().map(BuildInfo::path).orElse(""));
          json.name("buildMode").value(buildMode());
          json.name("stripped").value(program.image().symbols().isEmpty());
          json.name("entry").value(JsonText.hex(program.image().entry()));
          json.name("functions").value(program.pclntab().functionCount());
          json.name("bssAddress").value(JsonText.hex(program.moduleData().bss()));
          json.name("bssSize").value(program.moduleData().zeroFilledSize());
          PlanJson.writeSegments(json, "segments", program.image().segments());
          json.name("barrierCalls").beginObject();
          for (Map.Entry<String, Integer> entry : barrierCalls.entrySet()) {
            json.name(entry.getKey()).value(entry.getValue());
          }
          json.endObject();
          json.name("otherBarrierReferences").value(otherReferences);
          json.endObject();
        });
  }

  private static void add(StringBuilder text, String name, String value) {
    text.append("%-20s %s\n".formatted(name, value));
  }
}
