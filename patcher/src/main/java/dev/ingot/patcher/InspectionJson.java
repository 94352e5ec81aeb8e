package dev.ingot.patcher;

import com.google.gson.stream.JsonWriter;
import dev.ingot.goelf.BuildInfo;
import dev.ingot.goelf.GoProgram;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** An inspection for programs. */
final class InspectionJson {
  private final Inspection inspection;
  private final GoProgram program;

  private InspectionJson(Inspection inspection) {
    this.inspection = inspection;
    this.program = inspection.program();
  }

  static String of(Inspection inspection) {
    return JsonText.of(new InspectionJson(inspection)::write);
  }

  private void write(JsonWriter json) throws IOException {
    json.beginObject();
    json.name("program").value(program.image().name());
    json.name("goRelease").value(program.release().toString());
    json.name("package").value(program.buildInfo().map(BuildInfo::path).orElse(""));
    json.name("buildMode").value(inspection.buildMode());
    json.name("stripped").value(inspection.isStripped());
    json.name("entry").value(JsonText.hex(program.image().entry()));
    json.name("functions").value(program.pclntab().functionCount());
    json.name("bssAddress").value(JsonText.hex(program.moduleData().bss()));
    json.name("bssSize").value(program.moduleData().zeroFilledSize());
    writeObjects(json);
    PlanJson.writeSegments(json, "segments", program.image().segments());
    json.name("barrierCalls").beginObject();
    for (Map.Entry<String, Integer> entry : inspection.barrierCalls().entrySet()) {
      json.name(entry.getKey()).value(entry.getValue());
    }
    json.endObject();
    json.name("otherBarrierReferences").value(inspection.otherBarrierReferences());
    writeSystemCalls(json);
    json.endObject();
  }

  private void writeObjects(JsonWriter json) throws IOException {
    json.name("largestBssObjects").beginArray();
    for (ZeroFilledObject object : inspection.largestObjects()) {
      json.beginObject();
      json.name("name").value(object.name());
      json.name("address").value(JsonText.hex(object.address()));
      json.name("size").value(object.size());
      json.endObject();
    }
    json.endArray();
  }

  private void writeSystemCalls(JsonWriter json) throws IOException {
    SystemCallCensus calls = inspection.systemCalls();
    SystemCallNames names = new SystemCallNames();
    json.name("systemCalls").beginObject();
    json.name("supervisorCalls").value(calls.sites());
    json.name("certain").beginArray();
    for (Map.Entry<Integer, SortedSet<String>> entry : calls.certain().entrySet()) {
      Optional<String> name = names.of(entry.getKey());
      json.beginObject();
      json.name("number").value(entry.getKey());
      if (name.isPresent()) {
        json.name("name").value(name.get());
      }
      json.name("functions").beginArray();
      for (String function : entry.getValue()) {
        json.value(function);
      }
      json.endArray();
      json.endObject();
    }
    json.endArray();
    json.name("uncertain").beginArray();
    for (SystemCallCensus.Uncertain place : calls.uncertain()) {
      json.beginObject();
      json.name("address").value(JsonText.hex(place.address()));
      json.name("function").value(place.function());
      json.name("reason").value(place.reason());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }
}
