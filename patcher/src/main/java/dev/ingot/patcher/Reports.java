package dev.ingot.patcher;

/** The patch report in its three forms. The same plan gives the same text, byte for byte. */
public final class Reports {
  private Reports() {}

  /** For a terminal: totals, memory, warnings, a line a site. */
  public static String text(PatchPlan plan) {
    return TextReport.of(plan);
  }

  /** For programs: one top-level array {@code sites}, an element a redirected call. */
  public static String json(PatchPlan plan) {
    return JsonReport.of(plan);
  }

  /** For a browser: one self-contained file with memory map, searchable table and disassembly. */
  public static String html(PatchPlan plan) {
    return HtmlReport.of(plan);
  }
}
