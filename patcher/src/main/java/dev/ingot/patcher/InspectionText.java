package dev.ingot.patcher;

import dev.ingot.goelf.BuildInfo;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.ModuleData;
import java.util.List;
import java.util.Locale;

/** An inspection for a terminal, at most 100 columns wide unless a name is longer. */
final class InspectionText {
  private static final int WIDTH = 96;
  private static final String INDENT = "  ";

  private final Inspection inspection;
  private final GoProgram program;
  private final StringBuilder text = new StringBuilder();

  private InspectionText(Inspection inspection) {
    this.inspection = inspection;
    this.program = inspection.program();
  }

  static String of(Inspection inspection) {
    InspectionText result = new InspectionText(inspection);
    result.writeFacts();
    result.writeSegments();
    result.writeObjects();
    result.writeBarriers();
    result.writeSystemCalls();
    return result.text.toString();
  }

  private void writeFacts() {
    ModuleData moduleData = program.moduleData();
    fact("program", program.image().name());
    fact("Go release", program.release().toString());
    fact("package", program.buildInfo().map(BuildInfo::path).orElse("not told"));
    fact("build mode", inspection.buildMode());
    fact("symbol table", inspection.isStripped() ? "none (stripped)" : "yes");
    fact("entry", "VA " + JsonText.hex(program.image().entry()));
    fact("functions", count(program.pclntab().functionCount()));
    fact(
        ".bss, .noptrbss",
        "VA %s to %s, %s bytes"
            .formatted(
                JsonText.hex(moduleData.bss()),
                JsonText.hex(moduleData.enoptrbss()),
                count(moduleData.zeroFilledSize())));
  }

  private void writeSegments() {
    heading("Segments");
    for (ElfSegment segment : program.image().loadSegments()) {
      line(
          "0x%012x  0x%012x  %s  %14s bytes"
              .formatted(
                  segment.virtualAddress(),
                  segment.endAddress(),
                  segment.flagText(),
                  count(segment.memorySize())));
    }
  }

  private void writeObjects() {
    heading("Largest variables of .bss and .noptrbss");
    if (inspection.isStripped()) {
      line("unknown: the program has no symbol table");
    }
    for (ZeroFilledObject object : inspection.largestObjects()) {
      line(
          "0x%012x  %14s bytes  %s"
              .formatted(object.address(), count(object.size()), object.name()));
    }
  }

  private void writeBarriers() {
    heading("Write-barrier calls");
    inspection
        .barrierCalls()
        .forEach((name, calls) -> line("%-28s %9s".formatted(name, count(calls))));
    if (inspection.otherBarrierReferences() > 0) {
      line("%-28s %9s".formatted("other references", count(inspection.otherBarrierReferences())));
    }
  }

  private void writeSystemCalls() {
    SystemCallCensus calls = inspection.systemCalls();
    SystemCallNames names = new SystemCallNames();
    heading(
        "System calls: %d that the code can make for certain, %d SVC instructions"
            .formatted(calls.certain().size(), calls.sites()));
    wrap(
        calls.certain().keySet().stream()
            .map(number -> names.of(number).orElse("?") + "(" + number + ")")
            .toList());
    if (!calls.uncertain().isEmpty()) {
      heading("Places that may ask for others: %d".formatted(calls.uncertain().size()));
      for (SystemCallCensus.Uncertain place : calls.uncertain()) {
        line("0x%012x  %s: %s".formatted(place.address(), place.function(), place.reason()));
      }
    }
  }

  private void wrap(List<String> words) {
    StringBuilder current = new StringBuilder();
    for (String word : words) {
      if (current.length() + word.length() + 1 > WIDTH) {
        line(current.toString());
        current.setLength(0);
      }
      current.append(current.isEmpty() ? "" : " ").append(word);
    }
    line(current.toString());
  }

  private void fact(String name, String value) {
    text.append("%-16s %s\n".formatted(name, value));
  }

  private void heading(String title) {
    text.append('\n').append(title).append('\n');
  }

  private void line(String content) {
    text.append(INDENT).append(content).append('\n');
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
