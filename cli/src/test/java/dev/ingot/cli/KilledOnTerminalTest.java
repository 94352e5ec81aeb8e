package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is killed leaves the terminal as it was, and says nothing more. */
@Tag("slow")
class KilledOnTerminalTest {
  private static final Path SOURCE = Path.of("../testdata/observed/endless.go");

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource({"emulator,TERM", "qemu,TERM", "emulator,HUP"})
  void theTerminalIsAsItWas(String machine, String signal) throws Exception {
    Tool pty = Tool.onPath("script", "it gives ingot a terminal");
    if (machine.equals("qemu")) {
      Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    }
    Path work = Files.createTempDirectory(folder, "terminal");
    Process session = start(pty, machine, work);
    try (BufferedReader screen = session.inputReader(StandardCharsets.UTF_8)) {
      awaitGuest(screen);
      String pid = Files.readString(work.resolve("pid")).strip();
      Tool.onPath("kill", "it kills ingot").run("-" + signal, pid);
      assertThat(screen.lines()).noneMatch(line -> line.startsWith("ingot:"));
      assertThat(session.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      session.destroyForcibly();
    }
    assertThat(Files.readString(work.resolve("after")))
        .isEqualTo(Files.readString(work.resolve("before")))
        .contains(" icanon", " echo ");
    assertThat(Files.readString(work.resolve("status")).strip()).isNotEqualTo("0");
  }

  private static Process start(Tool pty, String machine, Path work) throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("endless"), "arm64");
    String ingot =
        IngotProcess.command("boot", "-q", elf.toString(), "--machine", machine).stream()
            .map("'%s'"::formatted)
            .collect(Collectors.joining(" "));
    Path script = work.resolve("session.sh");
    // What runs in the background has written its own number down before it becomes ingot. A build
    // that ignores a
    // signal would have it ignored by every process that it starts.
    Files.writeString(
        script,
        """
        cd '%s'
        stty -a > before
        sh -c 'echo $$ > pid; exec env --default-signal=HUP,TERM "$@"' sh %s < /dev/tty &
        wait $!
        echo $? > status
        stty -a > after
        """
            .formatted(work, ingot.replace("'../", "'" + Path.of("..").toRealPath() + "/")));
    return new ProcessBuilder(pty.path().toString(), "-qfec", "sh " + script, "/dev/null")
        .redirectErrorStream(true)
        .start();
  }

  private static void awaitGuest(BufferedReader screen) throws IOException {
    String line = screen.readLine();
    while (!line.contains("spinning")) {
      line = screen.readLine();
    }
  }
}
