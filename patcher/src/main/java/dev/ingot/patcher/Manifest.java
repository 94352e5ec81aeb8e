package dev.ingot.patcher;

import com.google.gson.stream.JsonWriter;
import dev.ingot.goelf.SourceLine;
import dev.ingot.patcher.Edit.AppendEdit;
import dev.ingot.patcher.Edit.InstructionEdit;
import dev.ingot.patcher.Edit.PointerEdit;
import dev.ingot.patcher.Edit.StructureEdit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The record of a patch: which file, what changed where, so that it can be checked and undone.
 *
 * <p>{@code edits} has an element for each change, by file offset. Instructions have {@code
 * oldWord} and {@code newWord}, addresses {@code oldValue} and {@code newValue}, everything else
 * {@code oldBytes} and {@code newBytes} in file order; appended bytes have no old ones.
 */
public final class Manifest {
  /** Changes when a reader of older manifests would misread newer ones. */
  static final int VERSION = 1;

  private final PatchPlan plan;

  private Manifest(PatchPlan plan) {
    this.plan = plan;
  }

  public static Manifest of(PatchPlan plan) {
    return new Manifest(plan);
  }

  public String toJson() {
    return JsonText.of(
        json -> {
          json.beginObject();
          json.name("manifestVersion").value(VERSION);
          json.name("input").beginObject();
          json.name("name").value(plan.program().image().name());
          writeIdentity(json, FileIdentity.of(plan.program().image()));
          json.name("output").beginObject();
          writeIdentity(json, FileIdentity.of(plan.content()));
          json.name("goRelease").value(plan.program().release().toString());
          json.name("stub").value(plan.options().stub().name());
          PlanJson.writeBss(json, plan);
          PlanJson.writeCounters(json, plan);
          PlanJson.writeRedirects(json, plan);
          json.name("edits").beginArray();
          for (Edit edit : plan.edits()) {
            write(json, edit);
          }
          json.endArray();
          json.endObject();
        });
  }

  /**
   * Writes the JSON, whole or not at all.
   *
   * @throws dev.ingot.goelf.RefusedException when the target cannot be written
   */
  public void writeTo(Path target) {
    WholeFile.write(target, toJson().getBytes(StandardCharsets.UTF_8));
  }

  private static void writeIdentity(JsonWriter json, FileIdentity file) throws IOException {
    json.name("size").value(file.size());
    json.name("sha256").value(file.sha256());
    json.endObject();
  }

  private static void write(JsonWriter json, Edit edit) throws IOException {
    json.beginObject();
    json.name("fileOffset").value(JsonText.hex(edit.fileOffset()));
    if (edit.address().isPresent()) {
      json.name("address").value(JsonText.hex(edit.address().getAsLong()));
    }
    json.name("kind").value(edit.kind().text());
    json.name("symbol").value(edit.symbol());
    switch (edit) {
      case InstructionEdit instruction -> {
        json.name("oldWord").value(JsonText.word(instruction.oldWord()));
        json.name("newWord").value(JsonText.word(instruction.newWord()));
        Optional<SourceLine> source = instruction.holder().sourceAt(instruction.virtualAddress());
        if (source.isPresent()) {
          json.name("source").value(source.get().fileAndLine());
        }
      }
      case PointerEdit pointer -> {
        json.name("oldValue").value(JsonText.hex(pointer.oldValue()));
        json.name("newValue").value(JsonText.hex(pointer.newValue()));
      }
      case StructureEdit structure -> {
        json.name("oldBytes").value(structure.oldBytes().hex());
        json.name("newBytes").value(structure.newBytes().hex());
      }
      case AppendEdit append -> json.name("newBytes").value(append.newBytes().hex());
    }
    json.endObject();
  }
}
