package dev.ingot.patcher;

import com.google.gson.stream.JsonWriter;
import dev.ingot.goelf.ElfSegment;
import dev.ingot.goelf.SourceLine;
import java.io.IOException;
import java.util.List;

/** The parts of a plan as JSON that more than one document has. */
final class PlanJson {
  private PlanJson() {}

  static void writeBss(JsonWriter json, PatchPlan plan) throws IOException {
    BssMove move = plan.bssMove();
    json.name("bss").beginObject();
    json.name("oldAddress").value(JsonText.hex(move.oldAddress()));
    json.name("newAddress").value(JsonText.hex(move.newAddress()));
    json.name("delta").value(move.delta());
    json.name("size").value(move.size());
    json.endObject();
  }

  static void writeCounters(JsonWriter json, PatchPlan plan) throws IOException {
    json.name("counters").beginArray();
    for (BarrierCounter counter : plan.counters()) {
      json.beginObject();
      json.name("variant").value(counter.variant());
      json.name("address").value(JsonText.hex(counter.address()));
      json.name("sites").value(counter.sites());
      json.endObject();
    }
    json.endArray();
  }

  static void writeRedirects(JsonWriter json, PatchPlan plan) throws IOException {
    json.name("redirects").beginArray();
    for (RedirectedFunction function : plan.redirects()) {
      json.beginObject();
      json.name("symbol").value(function.symbol());
      json.name("target").value(function.target());
      json.name("targetAddress").value(JsonText.hex(function.targetAddress()));
      json.name("sites").value(function.sites());
      json.endObject();
    }
    json.endArray();
  }

  static void writeSegments(JsonWriter json, String name, List<ElfSegment> segments)
      throws IOException {
    json.name(name).beginArray();
    for (ElfSegment segment : segments) {
      if (segment.isLoad()) {
        json.beginObject();
        json.name("address").value(JsonText.hex(segment.virtualAddress()));
        json.name("memorySize").value(segment.memorySize());
        json.name("fileSize").value(segment.fileSize());
        json.name("flags").value(segment.flagText().strip());
        json.endObject();
      }
    }
    json.endArray();
  }

  static void writeSite(JsonWriter json, CallSite site) throws IOException {
    json.beginObject();
    json.name("address").value(JsonText.hex(site.address()));
    json.name("fileOffset").value(JsonText.hex(site.fileOffset()));
    if (site.source().isPresent()) {
      SourceLine source = site.source().get();
      json.name("function").value(source.function());
      json.name("file").value(source.file());
      json.name("line").value(source.line());
    }
    json.name("variant").value(site.variant());
    json.name("oldTarget").value(JsonText.hex(site.oldTarget()));
    json.name("newTarget").value(JsonText.hex(site.newTarget()));
    json.name("destination").value(JsonText.hex(site.destination()));
    json.name("oldWord").value(JsonText.word(site.oldWord()));
    json.name("newWord").value(JsonText.word(site.newWord()));
    json.endObject();
  }
}
