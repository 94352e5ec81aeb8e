package dev.ingot.patcher;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.Edit.AppendEdit;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads manifests that others may have written: whatever holds is checked before it is used. */
final class ManifestReader {
  /** Largest manifest, bytes: some 200 an edit, which is more than a program of 1 GiB needs. */
  private static final long LARGEST_MANIFEST = 1L << 29;

  /** Largest program, bytes, as for programs that are patched. */
  private static final long LARGEST_PROGRAM = 1L << 30;

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final String REMEDY = "take a manifest as `ingot patch --manifest` wrote it";

  private static final Set<String> REQUIRED = Set.of("manifestVersion", "input", "output", "edits");

  /** For readers of the manifest; taking the patch back needs none of them. */
  private static final Set<String> INFORMATION =
      Set.of("goRelease", "stub", "bss", "counters", "redirects");

  private final String file;
  private final JsonInput json;
  private final List<Edit> edits = new ArrayList<>();
  private String name;
  private FileIdentity input;
  private FileIdentity output;

  private ManifestReader(Reader text, String file) {
    this.file = file;
    this.json = new JsonInput(text, file, REMEDY);
  }

  static PatchRecord read(Path manifest) {
    String file = String.valueOf(manifest.getFileName());
    requireReadable(manifest, file);
    try (Reader text = Files.newBufferedReader(manifest)) {
      return read(text, file);
    } catch (IOException e) {
      throw new RefusedException(unreadable(file, e), e);
    }
  }

  /**
   * @param file the manifest's name for refusals
   */
  static PatchRecord read(Reader text, String file) {
    ManifestReader reader = new ManifestReader(text, file);
    reader.json.document(() -> reader.json.object(REQUIRED, reader::readMember));
    reader.requireConsistency();
    return new PatchRecord(reader.name, reader.input, reader.output, reader.edits);
  }

  private static void requireReadable(Path manifest, String file) {
    if (Files.isDirectory(manifest)) {
      throw new RefusedException(
          new Refusal(file, "file", "a folder", "a manifest", "name the manifest's file"));
    }
    long size = manifest.toFile().length();
    if (size > LARGEST_MANIFEST) {
      throw new RefusedException(
          new Refusal(file, "file size", size + " bytes", "up to 512 MiB", REMEDY));
    }
  }

  private static Refusal unreadable(String file, IOException failure) {
    boolean missing = failure instanceof NoSuchFileException;
    return new Refusal(
        file,
        "file",
        missing
            ? "no such file"
            : "not readable as UTF-8 text (%s)".formatted(failure.getClass().getSimpleName()),
        "a manifest",
        missing ? "check the path" : REMEDY);
  }

  private boolean readMember(String member) throws IOException {
    switch (member) {
      case "manifestVersion" -> json.number(Manifest.VERSION, Manifest.VERSION);
      case "input" -> input = readIdentity(true);
      case "output" -> output = readIdentity(false);
      case "edits" -> json.array(this::readEdit);
      default -> {
        if (!INFORMATION.contains(member)) {
          return false;
        }
        json.skip();
      }
    }
    return true;
  }

  private FileIdentity readIdentity(boolean named) throws IOException {
    long[] size = new long[1];
    String[] sum = new String[1];
    json.object(
        named ? Set.of("name", "size", "sha256") : Set.of("size", "sha256"),
        member -> {
          switch (member) {
            case "size" -> size[0] = json.number(0, LARGEST_PROGRAM);
            case "sha256" -> sum[0] = readSum();
            case "name" -> {
              if (!named) {
                return false;
              }
              name = json.text();
            }
            default -> {
              return false;
            }
          }
          return true;
        });
    return new FileIdentity(size[0], sum[0]);
  }

  private String readSum() throws IOException {
    String sum = json.text();
    if (!SHA_256.matcher(sum).matches()) {
      throw json.refuse(JsonInput.quote(sum), "64 hexadecimal digits");
    }
    return sum;
  }

  private void readEdit() throws IOException {
    Map<String, String> members = new HashMap<>();
    String place =
        json.object(
            EditText.REQUIRED,
            member -> {
              members.put(member, EditText.MEMBERS.contains(member) ? json.text() : "");
              return EditText.MEMBERS.contains(member);
            });
    Edit edit = new EditText(members, json, place).parse();
    if (edit.oldBytes().equals(edit.newBytes())) {
      throw json.refuseAt(place, "an edit that changes nothing", "a change");
    }
    if (!edits.isEmpty() && edit.fileOffset() < edits.getLast().endOffset()) {
      throw json.refuseAt(
          place,
          "an edit at file offset 0x%x".formatted(edit.fileOffset()),
          "0x%x or more, the end of the edit before".formatted(edits.getLast().endOffset()));
    }
    edits.add(edit);
  }

  /** What no member shows alone: the edits lead from one size to the other. */
  private void requireConsistency() {
    long end = input.size();
    for (Edit edit : edits) {
      boolean appended = edit instanceof AppendEdit;
      if (appended ? edit.fileOffset() != end : edit.endOffset() > input.size()) {
        throw new RefusedException(
            new Refusal(
                file,
                "edit at file offset 0x%x".formatted(edit.fileOffset()),
                "%d bytes".formatted(edit.newBytes().size()),
                appended
                    ? "appended bytes at file offset 0x%x".formatted(end)
                    : "changed bytes below the original's end, 0x%x".formatted(input.size()),
                REMEDY));
      }
      end = appended ? edit.endOffset() : end;
    }
    if (end != output.size()) {
      throw new RefusedException(
          new Refusal(
              file,
              "$.output.size",
              String.valueOf(output.size()),
              "%d, the original's size and the appended bytes".formatted(end),
              REMEDY));
    }
  }
}
