package dev.ingot.patcher;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;

/** The report for programs: one element of {@code sites} a redirected call. */
final class JsonReport {
  private JsonReport() {}

  static String of(PatchPlan plan) {
    return JsonText.of(
        json -> {
          json.beginObject();
          json.name("program").value(plan.program().image().name());
          json.name("goRelease").value(plan.program().release().toString());
          writeSummary(json, plan);
          json.name("warnings").beginArray();
          for (String warning : plan.warnings()) {
            json.value(warning);
          }
          json.endArray();
          PlanJson.writeSegments(json, "memoryBefore", plan.program().image().segments());
          PlanJson.writeSegments(json, "memoryAfter", plan.segments());
          json.name("sites").beginArray();
          for (CallSite site : plan.sites()) {
            PlanJson.writeSite(json, site);
          }
          json.endArray();
          json.endObject();
        });
  }

  private static void writeSummary(JsonWriter json, PatchPlan plan) throws IOException {
    PlanSummary summary = PlanSummary.of(plan);
    json.name("summary").beginObject();
    json.name("stub").value(plan.options().stub().name());
    json.name("sites").value(plan.sites().size());
    json.name("sitesByVariant").beginObject();
    for (Map.Entry<String, Integer> entry : summary.sitesByVariant().entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
    json.name("edits").value(plan.edits().size());
    json.name("editsByKind").beginObject();
    for (Map.Entry<EditKind, Integer> entry : summary.editsByKind().entrySet()) {
      json.name(entry.getKey().text()).value(entry.getValue());
    }
    json.endObject();
    json.name("changedBytes").value(summary.changedBytes());
    json.name("addedBytes").value(summary.addedBytes());
    PlanJson.writeBss(json, plan);
    PlanJson.writeCounters(json, plan);
    PlanJson.writeRedirects(json, plan);
    json.endObject();
  }
}
