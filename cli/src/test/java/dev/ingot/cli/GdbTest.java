package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GDB itself on a Go program that runs on the reference machine. */
@Tag("slow")
class GdbTest {
  private static final Path SOURCE = Path.of("../testdata/observed/counter.go");
  private static final Pattern PORT = Pattern.compile("target remote localhost:(\\d+)");

  @TempDir private static Path folder;
  private static Path elf;
  private static Path patched;

  @BeforeAll
  static void build() throws IOException {
    elf = Tool.go("1.23").build(SOURCE, folder.resolve("counter"), "arm64", "-gcflags=all=-N -l");
    patched = folder.resolve("counter.patched");
    Tool.Result made = IngotProcess.run("patch", "-q", elf.toString(), "-o", patched.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  private record Session(String gdb, String stdout, String stderr, int status) {}

  /** Boots the program, and has GDB do what is asked. */
  private static Session debug(List<String> options, String... commands) throws Exception {
    Tool gdb = Tool.onPath("gdb-multiarch", "it debugs the program of this test");
    Path out = Files.createTempFile(folder, "run", ".out");
    List<String> command = IngotProcess.command("boot", "-q", elf.toString(), "--gdb", "0");
    command.addAll(options);
    Process ingot = new ProcessBuilder(command).redirectOutput(out.toFile()).start();
    ingot.getOutputStream().close();
    try (BufferedReader stderr = ingot.errorReader(StandardCharsets.UTF_8)) {
      Matcher port = PORT.matcher(stderr.readLine());
      assertThat(port.find()).isTrue();
      Path script = Files.createTempFile(folder, "commands", ".gdb");
      Files.writeString(
          script,
          """
          set pagination off
          set confirm off
          set remotetimeout 60
          target remote localhost:%s
          %s
          """
              .formatted(port.group(1), String.join("\n", commands)));
      Tool.Result result = gdb.run("-nx", "-batch", "-x", script.toString(), patched.toString());
      String rest = String.join("\n", stderr.readAllLines());
      assertThat(ingot.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new Session(
          result.stdout() + result.stderr(), Files.readString(out), rest, ingot.exitValue());
    } finally {
      ingot.destroyForcibly();
    }
  }

  @Test
  void aGoProgramIsStoppedLookedAtAndLetGoToItsEnd() throws Exception {
    Session session =
        debug(
            List.of(),
            "break main.main",
            "continue",
            "break main.add",
            "continue",
            "backtrace",
            "info args",
            "print main.greeting",
            "print main.sum",
            "watch main.sum",
            "continue",
            "print main.sum",
            "delete",
            "finish",
            "next",
            "stepi",
            "info registers pc cpsr v0 ESR_EL1 TTBR0_EL1",
            "info threads",
            "continue");
    assertThat(session.gdb())
        .contains("Breakpoint 1, main.main () at")
        .contains("Breakpoint 2, main.add (n=1")
        .containsPattern("#1 .* in main\\.main \\(\\) at .*counter\\.go:2\\d")
        .contains("n = 1")
        .contains("\"counted to\"")
        .contains("Hardware watchpoint 3: main.sum")
        .contains("Old value = 0")
        .contains("New value = 1")
        .containsPattern("ESR_EL1 +0x56000000") // The last system call: SVC #0.
        .contains("Thread 1 (CPU 0, EL0)")
        .contains("exited normally")
        .doesNotContain("Cannot", "rror");
    assertThat(session.stdout()).isEqualTo("counted to 15\n");
    assertThat(session.status()).isZero();
  }

  @Test
  void aGlobalThatTheDebuggerWritesIsWhatTheProgramReads() throws Exception {
    Session session =
        debug(
            List.of(),
            "hbreak main.add",
            "continue",
            "print main.sum = 100",
            "print $x0 = 10",
            "delete",
            "continue");
    assertThat(session.stdout()).isEqualTo("counted to 124\n");
  }

  @Test
  void cpusAreThreads() throws Exception {
    Session session =
        debug(
            List.of("--cpus", "4"),
            "break main.add",
            "continue",
            "info threads",
            "thread 2",
            "info registers pc",
            "thread apply all print $_thread",
            "delete",
            "continue");
    assertThat(session.gdb())
        .contains("Thread 1 (CPU 0", "Thread 2 (CPU 1", "Thread 4 (CPU 3", "exited normally")
        .contains("$1 = 4", "$4 = 1");
  }

  @Test
  void aDetachedProgramRunsOn() throws Exception {
    Session session = debug(List.of(), "break main.add", "continue", "detach");
    assertThat(session.stdout()).isEqualTo("counted to 15\n");
    assertThat(session.status()).isZero();
  }
}
