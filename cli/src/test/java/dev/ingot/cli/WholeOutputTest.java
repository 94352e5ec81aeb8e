package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ingot writes is there whole or not at all, whatever happens to the disk or to ingot. */
class WholeOutputTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");

  /** Runs that are killed: half of them while they write, half at some earlier moment. */
  private static final int KILLED_RUNS = 8;

  /**
   * So many are killed until one of them was caught while it wrote, which takes it a millisecond.
   */
  private static final int MOST_KILLED_RUNS = 200;

  @TempDir private Path folder;

  private static List<String> ingot(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** The limit on a file's size stands for the full disk: writing fails in the middle as well. */
  @Test
  void aDiskThatIsFullLeavesNothingBehind() throws IOException {
    Path target = folder.resolve("patched");
    List<String> limited = new ArrayList<>(List.of("-c", "ulimit -f 200; exec \"$@\"", "bash"));
    limited.addAll(ingot("patch", "-q", HELLO.toString(), "-o", target.toString()));

    Tool.Result run =
        Tool.onPath("bash", "it limits the size of files").run(limited.toArray(String[]::new));

    assertThat(run.status()).as(run.stderr()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("patched").contains("nothing was written");
    assertThat(files()).isEmpty();
  }

  @Test
  void aDiskThatIsFullLeavesTheFileOfBefore() throws IOException {
    Path target = Files.writeString(folder.resolve("patched"), "of before");
    List<String> limited = new ArrayList<>(List.of("-c", "ulimit -f 200; exec \"$@\"", "bash"));
    limited.addAll(ingot("image", "-q", HELLO.toString(), "-o", target.toString()));

    Tool.Result run =
        Tool.onPath("bash", "it limits the size of files").run(limited.toArray(String[]::new));

    assertThat(run.status()).as(run.stderr()).isEqualTo(3);
    assertThat(files()).containsExactly(target);
    assertThat(target).hasContent("of before");
  }

  @Test
  @Tag("slow")
  void aRunThatIsKilledLeavesAWholeFileOrNone() throws IOException, InterruptedException {
    Path expected = Files.createDirectory(folder.resolve("expected")).resolve("patched");
    assertThat(
            CommandLineRun.of("patch", "-q", HELLO.toString(), "-o", expected.toString()).status())
        .isZero();
    Path work = Files.createDirectory(folder.resolve("work"));
    Path target = work.resolve("patched");
    int killedWhileWriting = 0;
    for (int i = 0; i < KILLED_RUNS || killedWhileWriting == 0 && i < MOST_KILLED_RUNS; i++) {
      killWhilePatching(work, target, i);

      if (Files.exists(target)) {
        assertThat(target).hasSameBinaryContentAs(expected);
        Files.delete(target);
      }
      killedWhileWriting += removeLeftovers(work);
    }

    assertThat(killedWhileWriting).isPositive();
  }

  private static void killWhilePatching(Path work, Path target, int run)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ingot("patch", "-q", HELLO.toString(), "-o", target.toString()))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean whileWriting = run % 2 == 0;
    if (whileWriting) {
      while (process.isAlive() && !isWriting(work)) {
        Thread.onSpinWait();
      }
    } else {
      process.waitFor(20L * (run % KILLED_RUNS), TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
  }

  /** A killed process cannot remove its temporary file; it has another name than the target. */
  private static int removeLeftovers(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      List<Path> leftovers = files.toList();
      for (Path leftover : leftovers) {
        assertThat(leftover.getFileName().toString()).startsWith(".patched.").endsWith(".tmp");
        Files.delete(leftover);
      }
      return leftovers.size();
    }
  }

  /** Whether the temporary file is there, which the target is renamed from. */
  private static boolean isWriting(Path work) throws IOException {
    try (Stream<Path> files = Files.list(work)) {
      return files.anyMatch(file -> file.toString().endsWith(".tmp"));
    }
  }
}
