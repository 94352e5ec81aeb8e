package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A patch can be checked and taken back with what {@code ingot patch} wrote. */
class UndoTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");

  @TempDir private Path folder;
  private Path patched;
  private Path manifest;

  @BeforeEach
  void patchHello() {
    patched = folder.resolve("hello.patched");
    manifest = folder.resolve("hello.json");
    CommandLineRun run =
        CommandLineRun.of(
            "patch",
            "-q",
            HELLO.toString(),
            "-o",
            patched.toString(),
            "--manifest",
            manifest.toString());
    assertThat(run.status()).as(run.stderr()).isZero();
  }

  private Tool.Result verify() throws IOException {
    return IngotProcess.run(
        "verify",
        patched.toString(),
        "--against",
        HELLO.toString(),
        "--manifest",
        manifest.toString());
  }

  private CommandLineRun unpatch(Path original) {
    return CommandLineRun.of(
        "unpatch",
        "-q",
        patched.toString(),
        "--manifest",
        manifest.toString(),
        "-o",
        original.toString());
  }

  private void damagePatchedFile() throws IOException {
    byte[] bytes = Files.readAllBytes(patched);
    bytes[bytes.length / 2] ^= 1;
    Files.write(patched, bytes);
  }

  @Test
  void aPatchedFileIsVerified() throws IOException {
    Tool.Result run = verify();

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stdout()).contains("no other byte differs");
  }

  @Test
  void aChangedFileFailsVerificationWithOneLine() throws IOException {
    damagePatchedFile();

    Tool.Result run = verify();

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stdout()).contains("unrecorded change").contains("VA 0x");
    assertThat(run.stderr()).hasLineCount(1).contains("hello.patched").contains("2 discrepancies");
  }

  @Test
  void unpatchGivesTheOriginalExecutable() throws IOException {
    Path original = folder.resolve("hello");

    CommandLineRun run = unpatch(original);

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(original).hasSameBinaryContentAs(HELLO);
    assertThat(Files.isExecutable(original)).isTrue();
  }

  @Test
  void aFileThatWasChangedSinceIsNotUnpatched() throws IOException {
    damagePatchedFile();
    Path original = folder.resolve("hello");

    CommandLineRun run = unpatch(original);

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("hello.patched").contains("SHA-256");
    assertThat(original).doesNotExist();
  }

  @Test
  void aHostileManifestIsRefusedWithOneLine() throws IOException {
    Files.writeString(manifest, "{\"manifestVersion\": 1, \"edits\": {}}");

    Tool.Result run = verify();

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("hello.json").contains("$.edits");
  }
}
