package dev.ingot.patcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.goelf.testing.GoBuilds;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifests come from outside: each that does not hold together is refused by its place. */
class ManifestReaderTest {
  private static final String SUM = "ab".repeat(32);

  @TempDir private Path folder;

  /** A manifest of a file of 16 bytes that became 20 bytes long. */
  private static String manifest(String... edits) {
    return """
    {"manifestVersion": 1,
     "input": {"name": "a", "size": 16, "sha256": "%1$s"},
     "output": {"size": 20, "sha256": "%1$s"},
     "edits": [%2$s]}
    """
        .formatted(SUM, String.join(",", edits));
  }

  private static String word(String offset, String before, String after) {
    return """
    {"fileOffset": "%s", "address": "0x10000", "kind": "barrier-call", "symbol": "f",
     "oldWord": "%s", "newWord": "%s"}
    """
        .formatted(offset, before, after);
  }

  private static String append(String offset, String bytes) {
    return """
    {"fileOffset": "%s", "kind": "stubs", "symbol": "s", "newBytes": "%s"}
    """
        .formatted(offset, bytes);
  }

  private static PatchRecord read(String text) {
    return ManifestReader.read(new StringReader(text), "m.json");
  }

  private static Refusal refusalOf(String text) {
    return catchThrowableOfType(RefusedException.class, () -> read(text)).refusal();
  }

  @Test
  void editsAreReadAsTheyWereWritten() {
    PatchPlan plan =
        Patched.plan(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"), PatchOptions.forBoot());

    PatchRecord record = read(Manifest.of(plan).toJson());

    assertThat(record.name()).isEqualTo(plan.program().image().name());
    assertThat(record.edits()).hasSameSizeAs(plan.edits());
    for (int i = 0; i < plan.edits().size(); i++) {
      Edit written = plan.edits().get(i);
      assertThat(record.edits().get(i))
          .returns(written.fileOffset(), Edit::fileOffset)
          .returns(written.address(), Edit::address)
          .returns(written.kind(), Edit::kind)
          .returns(written.symbol(), Edit::symbol)
          .returns(written.oldBytes(), Edit::oldBytes)
          .returns(written.newBytes(), Edit::newBytes);
    }
  }

  static Stream<Arguments> contradictions() {
    String good = word("0x0", "0x00000000", "0x00000001");
    String appended = append("0x10", "00000000");
    return Stream.of(
        Arguments.of("", "valid JSON"),
        Arguments.of("[]", "an object"),
        Arguments.of("{", "valid JSON"),
        Arguments.of("{\"manifestVersion\": 2}", "1 to 1"),
        Arguments.of("{\"manifestVersion\": 1e999}", "valid JSON"),
        Arguments.of("{\"manifestVersion\": \"1\"}", "a number"),
        Arguments.of("{\"manifestVersion\": 1}", "all of them"),
        Arguments.of("{\"manifestVersion\": 1, \"manifestVersion\": 1}", "each member once"),
        Arguments.of("{\"surprise\": 1}", "the members that ingot writes"),
        Arguments.of("{\"bss\": " + "[".repeat(100_000), "valid JSON"),
        Arguments.of(manifest(good, appended) + "{}", "valid JSON"),
        Arguments.of(manifest(good, appended).replace("16", "9999999999"), "0 to 1073741824"),
        Arguments.of(manifest(good, appended).replace("16", "-1"), "0 to 1073741824"),
        Arguments.of(manifest(good, appended).replace("abab", "xyzz"), "64 hexadecimal digits"),
        Arguments.of(manifest(good), "16, the original's size and the appended bytes"),
        Arguments.of(manifest(good, good, appended), "0x4 or more, the end of the edit before"),
        Arguments.of(manifest(appended, appended), "0x14 or more, the end of the edit before"),
        Arguments.of(manifest(append("0x11", "00")), "appended bytes at file offset 0x10"),
        Arguments.of(
            manifest(word("0xe", "0x00000000", "0x00000001")),
            "changed bytes below the original's end, 0x10"),
        Arguments.of(
            manifest(word("0x7ffffffe", "0x00000000", "0x00000001")),
            "changed bytes below the original's end, 0x10"),
        Arguments.of(manifest(word("0x80000000", "0x0", "0x1")), "less than 0x80000000"),
        Arguments.of(manifest(word("0xffffffffffffffff", "0x0", "0x1")), "less than 0x80000000"),
        Arguments.of(
            manifest(word("0x1ffffffffffffffff", "0x0", "0x1")),
            "0x and up to 16 hexadecimal digits"),
        Arguments.of(manifest(word("12", "0x0", "0x1")), "0x and up to 16 hexadecimal digits"),
        Arguments.of(manifest(word("0x0", "0x0", "0x1")), "0x and 8 hexadecimal digits"),
        Arguments.of(manifest(word("0x0", "0x00000001", "0x00000001")), "a change"),
        Arguments.of(manifest(append("0x10", "123")), "pairs of hexadecimal digits"),
        Arguments.of(manifest(append("0x10", "")), "pairs of hexadecimal digits"),
        Arguments.of(
            manifest(good.replace("barrier-call", "wish"), appended), "a kind that ingot writes"),
        Arguments.of(
            manifest(good.replace("oldWord", "oldValue"), appended),
            "oldWord and newWord, oldValue and newValue, oldBytes and newBytes, or newBytes alone"),
        Arguments.of(
            manifest(
                append("0x0", "0000")
                    .replace("\"newBytes\"", "\"oldBytes\": \"00\", \"newBytes\"")),
            "as many bytes"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void aManifestThatDoesNotHoldTogetherIsRefused(String text, String allowed) {
    Refusal refusal = refusalOf(text);

    assertThat(refusal.file()).isEqualTo("m.json");
    assertThat(refusal.allowed()).isEqualTo(allowed);
    assertThat(refusal.asLine()).hasLineCount(1).hasSizeLessThan(400);
  }

  @Test
  void aRefusalNamesTheEdit() {
    String good = word("0x0", "0x00000000", "0x00000001");

    Refusal refusal = refusalOf(manifest(good, word("0x4", "0x0", "0x1")));

    assertThat(refusal.place()).isEqualTo("$.edits[1]");
    assertThat(refusal.found()).isEqualTo("oldWord \"0x0\"");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("m.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> PatchRecord.read(file))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("m.json");
  }

  @Test
  void aFolderAndAMissingFileAreRefused() {
    assertThatThrownBy(() -> PatchRecord.read(folder)).hasMessageContaining("a folder");
    assertThatThrownBy(() -> PatchRecord.read(folder.resolve("none")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void aFileThatIsNotThePatchedOneIsNotRestored() {
    PatchRecord record = read(manifest(append("0x10", "00000000")));

    assertThatThrownBy(() -> record.restore(new byte[20], "other"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other: patched file: found 20 bytes, SHA-256 ");
  }

  @Test
  void aManifestWithChangedOldBytesIsRefusedInsteadOfGivingAWrongOriginal() {
    PatchPlan plan =
        Patched.plan(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"), PatchOptions.forBoot());
    CallSite site = plan.sites().getFirst();
    String word = "\"oldWord\": \"0x%08x\"".formatted(site.oldWord());
    String tampered = Manifest.of(plan).toJson().replaceFirst(word, "\"oldWord\": \"0x00000001\"");

    assertThatThrownBy(() -> read(tampered).restore(plan.emit(), "patched"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the manifest was changed after patching");
  }

  @Test
  void aManifestWithChangedNewBytesIsRefused() {
    PatchPlan plan =
        Patched.plan(GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello"), PatchOptions.forBoot());
    CallSite site = plan.sites().getFirst();
    String word = "\"newWord\": \"0x%08x\"".formatted(site.newWord());
    String tampered = Manifest.of(plan).toJson().replaceFirst(word, "\"newWord\": \"0x00000001\"");

    assertThatThrownBy(() -> read(tampered).restore(plan.emit(), "patched"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("other bytes than the manifest records");
  }
}
