package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was asked to look at a run is written also when a signal ends the run. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SignalledRunTest {
  private static final Path SOURCE = Path.of("../testdata/observed/endless.go");

  /** Of Linux: the status that a JVM ends with is 128 more. */
  private static final int SIGNAL_BASE = 128;

  @TempDir private static Path folder;
  private static Path elf;

  @BeforeAll
  static void build() throws IOException {
    elf = Tool.go("1.23").build(SOURCE, folder.resolve("endless"), "arm64");
  }

  @ParameterizedTest
  @CsvSource({"TERM,15", "INT,2", "HUP,1"})
  void profileAndTraceAreWritten(String signal, int number) throws Exception {
    Path profile = folder.resolve(signal + ".pb.gz");
    Path trace = folder.resolve(signal + ".trace");

    int status =
        statusAfter(signal, "--profile=" + profile, "--trace=syscalls", "--trace-file=" + trace);

    assertThat(status).isEqualTo(SIGNAL_BASE + number);
    assertThat(top(profile)).containsPattern("main\\.spin\\n");
    assertThat(Files.readString(trace))
        .contains("write(1, \"spinning\\n\", 9) = 9")
        // A thread of Go's that has nothing to do: its call does not return.
        .containsPattern("futex\\(.*\\) = \\? ")
        .endsWith("\n");
  }

  @Test
  void aSecondInterruptIsNoneWhileTheProfileIsWritten() throws Exception {
    Path profile = folder.resolve("twice.pb.gz");

    int status = statusAfter("INT", 2, "--profile=" + profile);

    assertThat(status).isEqualTo(SIGNAL_BASE + 2);
    assertThat(top(profile)).containsPattern("main\\.spin\\n");
  }

  private static int statusAfter(String signal, String... options) throws Exception {
    return statusAfter(signal, 1, options);
  }

  /** Runs the program until it has done some of its work, and sends a signal so many times then. */
  private static int statusAfter(String signal, int times, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("--default-signal=" + signal));
    command.addAll(IngotProcess.command("boot", "-q", elf.toString()));
    command.addAll(List.of(options));
    // A build that ignores a signal would have it ignored by every process that it starts.
    command.addFirst(Tool.onPath("env", "it has signals do what they do").path().toString());
    Process ingot =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader stdout = ingot.inputReader(StandardCharsets.UTF_8)) {
      assertThat(stdout.readLine()).isEqualTo("spinning");
      assertThat(stdout.readLine()).isEqualTo("spun for a while");
      for (int i = 0; i < times; i++) {
        Tool.onPath("kill", "it ends ingot").run("-" + signal, Long.toString(ingot.pid()));
      }
      return ingot.waitFor();
    } finally {
      ingot.destroyForcibly();
    }
  }

  private static String top(Path profile) throws IOException {
    Tool.Result result =
        Tool.go("1.23")
            .run(
                Map.of("HOME", folder.toString()),
                List.of("tool", "pprof", "-top", profile.toString()));
    assertThat(result.status()).as(result.stderr()).isZero();
    return result.stdout();
  }
}
