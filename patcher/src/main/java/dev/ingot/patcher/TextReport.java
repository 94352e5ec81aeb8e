package dev.ingot.patcher;

import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.SourceLine;
import java.util.List;

/** The report for a terminal: totals first, then what to know, then every site on one line. */
final class TextReport {
  private final PatchPlan plan;
  private final StringBuilder text = new StringBuilder();

  private TextReport(PatchPlan plan) {
    this.plan = plan;
  }

  static String of(PatchPlan plan) {
    TextReport report = new TextReport(plan);
    report.writeTotals();
    report.writeMemory();
    report.writeWarnings();
    report.writeSites();
    return report.text.toString();
  }

  private void writeTotals() {
    PlanSummary summary = PlanSummary.of(plan);
    line(
        "Patch report: %s (%s)".formatted(plan.program().image().name(), plan.program().release()));
    line("");
    line(
        "Write-barrier calls redirected: %d, stub %s"
            .formatted(summary.barrierSites(), plan.options().stub()));
    summary.sitesByVariant().forEach(this::writeVariant);
    writeRedirects();
    line("");
    line(
        "Edits: %d (%d bytes changed, %d added)"
            .formatted(plan.edits().size(), summary.changedBytes(), summary.addedBytes()));
    summary
        .editsByKind()
        .forEach(
            (kind, edits) -> line("  %-28s %7d  %s".formatted(kind.text(), edits, kind.meaning())));
  }

  private void writeVariant(String variant, int sites) {
    String counter =
        plan.counters().stream()
            .filter(c -> c.variant().equals(variant))
            .findFirst()
            .map(c -> ", counter at VA 0x%x".formatted(c.address()))
            .orElse("");
    line("  %-28s %7d%s".formatted(variant, sites, counter));
  }

  private void writeRedirects() {
    if (!plan.redirects().isEmpty()) {
      line("Calls redirected by request:");
    }
    for (RedirectedFunction function : plan.redirects()) {
      line(
          "  %-28s %7d, to %s"
              .formatted(function.symbol(), function.sites(), function.describeTarget()));
    }
  }

  private void writeMemory() {
    BssMove move = plan.bssMove();
    line("");
    if (move.delta() == 0) {
      line(
          ".bss and .noptrbss stay at VA 0x%x (%d bytes)"
              .formatted(move.oldAddress(), move.size()));
    } else {
      line(
          "%s: %d bytes from VA 0x%x to VA 0x%x"
              .formatted(
                  move.covers(plan.program().moduleData().noptrdata())
                      ? ".data, .noptrdata, .bss and .noptrbss"
                      : ".bss and .noptrbss",
                  move.size(),
                  move.oldAddress(),
                  move.newAddress()));
    }
    writeSegments("Memory before", plan.program().image().segments());
    writeSegments("Memory after", plan.segments());
  }

  private void writeSegments(String title, List<ElfSegment> segments) {
    line("%s:".formatted(title));
    for (ElfSegment segment : segments) {
      if (segment.isLoad()) {
        line(
            "  0x%012x  0x%012x  %s  %10d bytes"
                .formatted(
                    segment.virtualAddress(),
                    segment.endAddress(),
                    segment.flagText(),
                    segment.memorySize()));
      }
    }
  }

  private void writeWarnings() {
    if (!plan.warnings().isEmpty()) {
      line("");
      plan.warnings().forEach(warning -> line("Warning: %s".formatted(warning)));
    }
  }

  private void writeSites() {
    if (plan.sites().isEmpty()) {
      return;
    }
    line("");
    line(
        "%-12s %-10s %-24s %-8s    %-8s  %s"
            .formatted("VA", "offset", "variant", "old", "new", "function, file:line"));
    for (CallSite site : plan.sites()) {
      line(
          "0x%-10x 0x%-8x %-24s %08x -> %08x  %s%s"
              .formatted(
                  site.address(),
                  site.fileOffset(),
                  site.variant(),
                  site.oldWord(),
                  site.newWord(),
                  site.source().map(TextReport::describe).orElse("?"),
                  site.newTarget() == site.destination()
                      ? ""
                      : ", by a jump at VA 0x%x".formatted(site.newTarget())));
    }
  }

  private static String describe(SourceLine source) {
    return "%s+0x%x, %s".formatted(source.function(), source.offset(), source.fileAndLine());
  }

  private void line(String content) {
    text.append(content).append('\n');
  }
}
