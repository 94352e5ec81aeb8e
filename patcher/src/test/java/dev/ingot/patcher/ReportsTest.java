package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.goelf.testing.GoBuilds;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;

class ReportsTest {
  private final PatchPlan plan =
      Patched.plan(
          GoBuilds.build(GoBuilds.USUAL_RELEASE, "web", GoBuilds.STRIP), PatchOptions.forBoot());

  @Test
  void theJsonReportHasAnElementForEachSite() {
    JsonObject report = JsonParser.parseString(Reports.json(plan)).getAsJsonObject();
    JsonArray sites = report.getAsJsonArray("sites");
    Set<String> addresses = new HashSet<>();
    sites.forEach(site -> addresses.add(site.getAsJsonObject().get("address").getAsString()));

    assertThat(sites).hasSize(plan.sites().size());
    assertThat(addresses).hasSameSizeAs(plan.sites());
    assertThat(report.getAsJsonObject("summary").get("sites").getAsInt())
        .isEqualTo(plan.sites().size());
  }

  @Test
  void aSiteNamesItsFunctionAndLine() {
    String address =
        "0x%x".formatted(plan.program().functionNamed("main.tree").orElseThrow().entry());
    JsonArray sites =
        JsonParser.parseString(Reports.json(plan)).getAsJsonObject().getAsJsonArray("sites");

    assertThat(sites)
        .map(element -> element.getAsJsonObject())
        .filteredOn(site -> site.get("function").getAsString().equals("main.tree"))
        .isNotEmpty()
        .allMatch(site -> site.get("file").getAsString().endsWith("/web.go"))
        .allMatch(site -> Long.decode(site.get("address").getAsString()) > Long.decode(address));
  }

  @Test
  void theManifestHasAnElementForEachEdit() {
    JsonObject manifest = JsonParser.parseString(Manifest.of(plan).toJson()).getAsJsonObject();

    assertThat(manifest.getAsJsonArray("edits")).hasSize(plan.edits().size());
    assertThat(manifest.getAsJsonArray("counters")).hasSize(8);
  }

  @Test
  void theTextReportStartsWithTheTotals() {
    assertThat(Reports.text(plan).lines().limit(5))
        .anyMatch(line -> line.contains("redirected: " + plan.sites().size()))
        .anyMatch(line -> line.matches("  runtime.gcWriteBarrier1 +\\d+, counter at VA 0x.*"));
  }

  @Test
  void theReportsWarnOfTheResealedFipsModuleAndOfOtherBarriers() {
    assertThat(plan.warnings())
        .anyMatch(warning -> warning.contains("FIPS 140"))
        .anyMatch(warning -> warning.contains("runtime.wbZero"));
    assertThat(Reports.text(plan)).contains(plan.warnings());
  }

  @Test
  @DefaultLocale("de-DE")
  void theReportsAreTheSameInEveryLanguage() {
    String html = Reports.html(plan);
    String json = Reports.json(plan);
    String text = Reports.text(plan);

    Locale.setDefault(Locale.ROOT);

    assertThat(Reports.html(plan)).isEqualTo(html);
    assertThat(Reports.json(plan)).isEqualTo(json);
    assertThat(Reports.text(plan)).isEqualTo(text);
  }

  @Test
  void theHtmlReportRefersToNoOtherFile() {
    String html = Reports.html(plan);

    assertThat(html).doesNotContain("src=", "href=", "@import", "url(");
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http://", "https://");
  }

  @Test
  void theHtmlReportHoldsTheDisassemblyOfACallBeforeAndAfter() {
    CallSite site = plan.sites().getFirst();

    assertThat(Reports.html(plan))
        .contains("%08x  bl #0x%x".formatted(site.oldWord(), site.oldTarget()))
        .contains("%08x  bl #0x%x".formatted(site.newWord(), site.newTarget()));
  }

  @Test
  void theInspectionCountsTheCallsOfEachRoutine() {
    GoProgram program = GoProgram.of(ElfImage.read(GoBuilds.build(GoBuilds.USUAL_RELEASE, "web")));

    assertThat(Inspection.of(program).barrierCalls())
        .isEqualTo(PlanSummary.of(plan).sitesByVariant());
    assertThat(Inspection.of(program).toText()).contains("go" + GoBuilds.USUAL_RELEASE);
  }
}
