package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --keep-translations}: a run begins with what the one before has translated. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeepTranslationsTest {
  private static final Path SOURCE = Path.of("../testdata/observed/endless.go");

  /** Ends the program when it has spun for long, which is when its loop has been translated. */
  private static final String LIMIT = "--max-instructions=900000000";

  private static final String USED = "(?m)^warm +[1-9]\\d* translations of ";
  private static final String UNUSED = "(?m)^cold +\\S+ is not used: ";

  @TempDir private static Path folder;
  private static Path image;

  @BeforeAll
  static void build() throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("endless"), "arm64");
    image = folder.resolve("endless.img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", image.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  private static Tool.Result run(Path kept, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "--crash-report=off", LIMIT));
    arguments.add("--keep-translations=" + kept);
    arguments.addAll(List.of(options));
    arguments.add(image.toString());
    Tool.Result run = IngotProcess.run(arguments.toArray(String[]::new));
    assertThat(run.stdout()).isEqualTo("spinning\nspun for a while\nspun for long\n");
    assertThat(run.stderr()).contains("900,000,000 instructions");
    return run;
  }

  private static Path file(Path kept) {
    return kept.resolve("endless.img.translations");
  }

  @Test
  void theSecondRunUsesWhatTheFirstOneMade() throws IOException {
    Path kept = folder.resolve("new/folder");
    assertThat(run(kept).stderr()).doesNotContainPattern(USED).doesNotContainPattern(UNUSED);
    assertThat(run(kept).stderr()).containsPattern(USED);
  }

  @Test
  void whatDoesNotFitIsNotUsedAndReplaced() throws IOException {
    Path kept = folder.resolve("replaced");
    run(kept);
    assertThat(run(kept, "--cpu=cortex-a72").stderr())
        .containsPattern(UNUSED + "made with CPU max instead of CPU cortex-a72\n");
    assertThat(run(kept, "--cpu=cortex-a72").stderr()).containsPattern(USED);
    byte[] whole = Files.readAllBytes(file(kept));
    Files.write(file(kept), Arrays.copyOf(whole, whole.length - 1));
    assertThat(run(kept).stderr()).containsPattern(UNUSED);
    assertThat(run(kept).stderr()).containsPattern(USED);
  }

  @Test
  void aRunThatASignalEndsKeepsItsTranslationsToo() throws Exception {
    Path kept = folder.resolve("signalled");
    List<String> command = new ArrayList<>();
    // A build that ignores a signal would have it ignored by every process that it starts.
    command.add(Tool.onPath("env", "it has signals do what they do").path().toString());
    command.add("--default-signal=INT");
    command.addAll(IngotProcess.command("run", "-q", "--keep-translations=" + kept));
    command.add(image.toString());
    Process ingot =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader stdout = ingot.inputReader(StandardCharsets.UTF_8)) {
      String line = stdout.readLine();
      while (!"spun for long".equals(line)) {
        assertThat(line).isNotNull();
        line = stdout.readLine();
      }
      Tool.onPath("kill", "it ends ingot").run("-INT", Long.toString(ingot.pid()));
      ingot.waitFor();
    } finally {
      ingot.destroyForcibly();
    }
    assertThat(run(kept).stderr()).containsPattern(USED);
  }

  @Test
  void aFileInPlaceOfTheFolderIsRefused() throws IOException {
    Tool.Result run = IngotProcess.run("run", "--keep-translations=" + image, image.toString());
    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).contains("endless.img: this is a file; name a folder");
    assertThat(run.stdout()).isEmpty();
  }

  @Test
  void itIsRefusedWhereNothingIsTranslated() throws IOException {
    Tool.Result interpreting =
        IngotProcess.run("run", "--translator=off", "--keep-translations=x", image.toString());
    assertThat(interpreting.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(interpreting.stderr()).contains("with --translator=off there are none");
    Tool.Result qemu =
        IngotProcess.run("run", "--machine=qemu", "--keep-translations=x", image.toString());
    assertThat(qemu.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(qemu.stderr()).contains("QEMU does not do this");
  }
}
