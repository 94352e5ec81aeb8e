package dev.ingot.patcher;

import com.google.gson.stream.JsonWriter;
import dev.ingot.goelf.SourceLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The report for a browser: one file without references to others. The sites are embedded as JSON
 * rows over one table of texts, since functions, files and instructions repeat; the page renders
 * only the rows in view.
 */
final class HtmlReport {
  private static final String TEMPLATE = "report.html";

  /** Instructions shown before the call and behind it. */
  private static final int CONTEXT = 2;

  private final PatchPlan plan;
  private final ProgramText code;
  private final Map<String, Integer> texts = new LinkedHashMap<>();

  private HtmlReport(PatchPlan plan) {
    this.plan = plan;
    this.code = new ProgramText(plan.program());
  }

  static String of(PatchPlan plan) {
    HtmlReport report = new HtmlReport(plan);
    return template()
        .replace("@TITLE@", escape(plan.program().image().name()))
        .replace("@SUMMARY@", report.summary())
        .replace("@EDITS@", report.edits())
        .replace("@WARNINGS@", report.warnings())
        .replace("@MAP@", MemoryMapDrawing.of(plan))
        .replace("@DATA@", report.data());
  }

  private String summary() {
    PlanSummary summary = PlanSummary.of(plan);
    StringBuilder rows = new StringBuilder();
    row(rows, "Go release", plan.program().release().toString());
    row(rows, "Stub", plan.options().stub().name());
    row(rows, "Redirected calls", count(plan.sites().size()));
    summary
        .sitesByVariant()
        .forEach((variant, sites) -> row(rows, "&emsp;" + variant, sitesText(variant, sites)));
    for (RedirectedFunction function : plan.redirects()) {
      row(
          rows,
          "&emsp;" + escape(function.symbol()),
          "%s, to %s".formatted(count(function.sites()), function.describeTarget()));
    }
    BssMove move = plan.bssMove();
    row(
        rows,
        ".bss and .noptrbss",
        move.delta() == 0
            ? "stay at 0x%x, %s bytes".formatted(move.oldAddress(), count(move.size()))
            : "0x%x to 0x%x, %s bytes"
                .formatted(move.oldAddress(), move.newAddress(), count(move.size())));
    return rows.toString();
  }

  private String edits() {
    PlanSummary summary = PlanSummary.of(plan);
    StringBuilder rows = new StringBuilder();
    summary
        .editsByKind()
        .forEach((kind, edits) -> editRow(rows, kind.text(), edits, kind.meaning()));
    editRow(rows, "all", plan.edits().size(), "");
    editRow(rows, "bytes changed", summary.changedBytes(), "inside the original file");
    editRow(rows, "bytes added", summary.addedBytes(), "behind its end");
    return rows.toString();
  }

  private String sitesText(String variant, int sites) {
    return plan.counters().stream()
        .filter(counter -> counter.variant().equals(variant))
        .findFirst()
        .map(counter -> "%s, counter at 0x%x".formatted(count(sites), counter.address()))
        .orElse(count(sites));
  }

  private static void editRow(StringBuilder rows, String name, long number, String meaning) {
    rows.append(
        "<tr><th>%s</th><td>%s</td><td>%s</td></tr>%n".formatted(name, count(number), meaning));
  }

  /** With commas between thousands, wherever the report is made. */
  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static void row(StringBuilder rows, String name, String value) {
    rows.append("<tr><th>%s</th><td>%s</td></tr>%n".formatted(name, escape(value)));
  }

  private String warnings() {
    StringBuilder items = new StringBuilder();
    plan.warnings().forEach(w -> items.append("<li>").append(escape(w)).append("</li>\n"));
    return items.toString();
  }

  private String data() {
    try (Disassembler disassembler = new Disassembler()) {
      return JsonText.compact(
          json -> {
            json.beginObject();
            json.name("context").value(CONTEXT);
            json.name("sites").beginArray();
            for (CallSite site : plan.sites()) {
              writeSite(json, site, disassembler);
            }
            json.endArray();
            json.name("texts").beginArray();
            for (String text : texts.keySet()) {
              json.value(text);
            }
            json.endArray();
            json.endObject();
          });
    }
  }

  /** Address, offset, variant, function, file, line, new instruction, then the instructions. */
  private void writeSite(JsonWriter json, CallSite site, Disassembler disassembler)
      throws IOException {
    SourceLine source = site.source().orElse(new SourceLine("?", 0, "?", 0));
    json.beginArray();
    json.value(site.address()).value(site.fileOffset());
    json.value(index(site.variant())).value(index(source.function()));
    json.value(index(source.file())).value(source.line());
    json.value(index(newLine(site, disassembler)));
    for (int i = -CONTEXT; i <= CONTEXT; i++) {
      long address = site.address() + (long) i * ProgramText.INSTRUCTION_SIZE;
      json.value(
          code.contains(address)
              ? index(line(code.wordAt(address), address, disassembler))
              : index(""));
    }
    json.endArray();
  }

  private static String newLine(CallSite site, Disassembler disassembler) {
    String line = line(site.newWord(), site.address(), disassembler);
    return site.newTarget() == site.destination()
        ? line
        : "%s  // jumps on to 0x%x".formatted(line, site.destination());
  }

  private static String line(int word, long address, Disassembler disassembler) {
    return "%08x  %s".formatted(word, disassembler.textOf(word, address));
  }

  private int index(String text) {
    return texts.computeIfAbsent(text, added -> texts.size());
  }

  private static String template() {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report's template is part of the jar", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
