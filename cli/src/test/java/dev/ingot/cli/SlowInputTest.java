package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pipe whose writer waits for the program holds up the goroutine that reads it, and no other. */
@Tag("slow")
class SlowInputTest {
  private static final Path SOURCE = Path.of("../testdata/streams/wait_beside_work.go");

  @TempDir private static Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"emulator", "qemu"})
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void otherGoroutinesWorkWhileOneReadsASilentPipe(String machine) throws IOException {
    if (machine.equals("qemu")) {
      Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    }
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("wait"), "arm64");
    Process run =
        new ProcessBuilder(IngotProcess.command("boot", "-q", "--machine", machine, elf.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = run.inputReader()) {
      assertThat(out.readLine()).isEqualTo("worked 1499998500000");

      try (OutputStream in = run.getOutputStream()) {
        in.write("late".getBytes(StandardCharsets.UTF_8));
      }

      assertThat(out.readLine()).isEqualTo("input \"late\" <nil>");
    } finally {
      run.destroyForcibly();
    }
  }
}
