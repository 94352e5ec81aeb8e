package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bytes that are piped into the UART of a QEMU command of one's own (docs/user-guide.md, Stdin).
 */
@Tag("slow")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RawConsoleTest {
  private static final Path SOURCE = Path.of("../testdata/streams/terminal.go");

  @TempDir private static Path folder;
  private static Path image;

  @BeforeAll
  static void makeTheImage() throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("terminal"), "arm64");
    image = folder.resolve("terminal.img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", image.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  @Test
  void withoutABootArgumentTheyCountAsTyped() throws IOException {
    assertThat(answer("lines", "ax\177b\n")).isEqualTo("ax\b \bb");
  }

  @Test
  void withConsoleRawTheyPassAsTheyAreAndAreNotEchoed() throws IOException {
    assertThat(answer("console=raw lines", "a\3\4\177\33b\n"))
        .isEqualTo("line \"a\\x03\\x04\\x7f\\x1bb\"");
  }

  /** Pipes {@code input} into the UART, and reads the first line that comes out behind it. */
  private static String answer(String bootArguments, String input) throws IOException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    ProcessBuilder builder =
        new ProcessBuilder(qemu.path().toString(), "-M", "virt", "-cpu", "max", "-m", "256M");
    builder.command().addAll(List.of("-display", "none", "-monitor", "none"));
    builder.command().addAll(List.of("-serial", "stdio", "-nic", "none", "-semihosting"));
    builder.command().addAll(List.of("-kernel", image.toString()));
    builder.command().addAll(List.of("-append", bootArguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      OutputStream in = process.getOutputStream();
      in.write(input.getBytes(StandardCharsets.UTF_8));
      in.flush();
      return out.readLine();
    } finally {
      process.destroy();
    }
  }
}
