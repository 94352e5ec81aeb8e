package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What somebody types at a terminal: script(1) is the terminal, and ingot runs on it as in a shell.
 * On QEMU the nucleus edits and echoes, on the bundled machine the host's terminal does.
 */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TypedInputTest {
  private static final Path SOURCE = Path.of("../testdata/streams/terminal.go");
  private static final String CTRL_C = "\3";
  private static final String CTRL_D = "\4";
  private static final String CTRL_U = "\25";
  private static final String CTRL_W = "\27";
  private static final String BACKSPACE = "\177";
  private static final int SIGINT = 2;
  private static final int KILLED = 128;

  @TempDir private static Path folder;
  private static Path image;

  /** A run at a terminal of its own. */
  private record Session(Process process, BufferedReader screen, OutputStream keyboard)
      implements AutoCloseable {
    static Session of(List<String> command) throws IOException {
      Tool terminal = Tool.onPath("script", "it is the terminal of this test");
      List<String> words = new ArrayList<>(List.of(terminal.path().toString(), "-qfec"));
      // Without exec, a $SHELL such as dash stays in between, gets Ctrl-C as well, and ends of it.
      // A build in the background ignores Ctrl-C, and so would every process that it starts.
      words.add("exec env --default-signal=INT " + String.join(" ", command));
      words.add("/dev/null");
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      return new Session(process, process.inputReader(), process.getOutputStream());
    }

    /** Reads lines until one has {@code wanted}; echo may stand in front of it. */
    void sees(String wanted) throws IOException {
      List<String> seen = new ArrayList<>();
      for (String line = screen.readLine(); line != null; line = screen.readLine()) {
        seen.add(line);
        if (line.contains(wanted)) {
          return;
        }
      }
      throw new AssertionError("'%s' does not come; the screen shows %s".formatted(wanted, seen));
    }

    void type(String keys) throws IOException {
      keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
    }

    int status() throws InterruptedException {
      return process.waitFor();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  @BeforeAll
  static void makeTheImage() throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("terminal"), "arm64");
    image = folder.resolve("terminal.img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", image.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  private static Session start(String machine, String what) throws IOException {
    if (machine.equals("qemu")) {
      Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    }
    Session session =
        Session.of(
            IngotProcess.command("run", "-q", "--machine", machine, image.toString(), "--", what));
    session.sees("ready");
    return session;
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator", "qemu"})
  void linesAreEditedUntilCtrlDEndsThem(String machine) throws Exception {
    try (Session session = start(machine, "lines")) {
      session.type("abx" + BACKSPACE + "c\n");
      session.sees("line \"abc\"");
      session.type("one two " + CTRL_W + "three\n");
      session.sees("line \"one three\"");
      session.type("dropped" + CTRL_U + "kept\n");
      session.sees("line \"kept\"");
      session.type("begun" + CTRL_D + " ended\n");
      session.sees("line \"begun ended\"");
      session.type(CTRL_D);
      session.sees("end <nil>");
      assertThat(session.status()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator", "qemu"})
  void ctrlCReachesTheChannelOfSignalNotify(String machine) throws Exception {
    try (Session session = start(machine, "interrupt")) {
      session.type(CTRL_C);
      session.sees("got interrupt");
      assertThat(session.status()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator", "qemu"})
  void ctrlCEndsAProgramThatDoesNotAskForIt(String machine) throws Exception {
    try (Session session = start(machine, "sleep")) {
      session.type(CTRL_C);
      session.sees("[nucleus] the program was killed by signal 2 SIGINT");
      assertThat(session.status()).isEqualTo(KILLED + SIGINT);
    }
  }

  @Test
  void inRawModeEveryKeyArrivesAtOnceOnQemu() throws Exception {
    try (Session session = start("qemu", "keys")) {
      for (String key : List.of("a", CTRL_C, CTRL_D, BACKSPACE, "\r", "q")) {
        session.type(key);
        session.sees("key 0x%02x".formatted((int) key.charAt(0)));
      }
      assertThat(session.status()).isZero();
    }
  }
}
