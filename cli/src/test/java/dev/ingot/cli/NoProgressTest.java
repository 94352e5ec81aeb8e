package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.goelf.ElfImage;
import dev.ingot.image.ImageBuilder;
import dev.ingot.image.ImageSpec;
import dev.ingot.linkerscript.Board;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program whose threads all wait: the nucleus says so, unless a person could still do something
 * about it. Go's own programs never come to this, because the runtime's monitor thread sleeps.
 */
class NoProgressTest {
  private static final Path SOURCE = Path.of("../testdata/programs/kernel/wait_for_sigint.s");
  private static final int CTRL_C = 3;
  private static final int LATE_MILLISECONDS = 1500;
  private static final int STATUS_OF_THE_HANDLER = 7;

  @TempDir private Path folder;

  @Test
  void aProgramThatNothingCanWakeIsEnded() throws IOException {
    ReferenceRun run = ReferenceRun.of(image("waiter"));

    assertThat(run.result().outcome())
        .as(run.toString())
        .isInstanceOf(Outcome.NucleusPanicked.class);
    assertThat(run.stderr())
        .contains(
            "[nucleus] no progress is possible: all threads wait and no timer or input is pending"
                + " (threads: 1)\n");
  }

  @Test
  void aProgramThatWaitsForCtrlCIsLeftWaitingForIt() throws Exception {
    Screen screen = new Screen();
    PipedInputStream keyboard = new PipedInputStream();
    ReferenceRun run;
    try (PipedOutputStream person = new PipedOutputStream(keyboard)) {
      Thread typing = Thread.ofPlatform().daemon().start(() -> typeLate(screen, person));
      run =
          ReferenceRun.of(
              image("waiter", "handle"),
              MachineConfig.builder().interactiveInput(keyboard),
              screen);
      typing.join();
    }

    assertThat(run.result().outcome())
        .as(run.toString())
        .isEqualTo(new Outcome.Exited(STATUS_OF_THE_HANDLER));
    assertThat(run.stdout()).isEqualTo("ready\n");
  }

  /** What the program prints, for somebody who waits for its line. */
  private static final class Screen extends ByteArrayOutputStream {
    private final CountDownLatch line = new CountDownLatch(1);

    @Override
    public synchronized void write(int b) {
      super.write(b);
      if (b == '\n') {
        line.countDown();
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        write(bytes[i]);
      }
    }
  }

  /** Types Ctrl-C when the program has said that it waits, and the machine has for a while. */
  private static void typeLate(Screen screen, OutputStream keyboard) {
    try {
      screen.line.await();
      Thread.sleep(LATE_MILLISECONDS);
      keyboard.write(CTRL_C);
      keyboard.flush();
    } catch (IOException | InterruptedException machineHasGone) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] image(String... arguments) throws IOException {
    Path object = folder.resolve("waiter.o");
    Path elf = folder.resolve("waiter");
    run("aarch64-linux-gnu-as", "-o", object, SOURCE);
    run("aarch64-linux-gnu-ld", "-o", elf, object);
    return ImageBuilder.build(
            new ImageSpec(
                ElfImage.of(Files.readAllBytes(elf), "waiter"),
                List.of(arguments),
                List.of(),
                Optional.empty(),
                Board.qemuVirt(ReferenceRun.MEMORY)))
        .bytes();
  }

  private static void run(String tool, String option, Path output, Path input) throws IOException {
    Tool.Result made =
        Tool.onPath(tool, "it builds the program of this test")
            .run(option, output.toString(), input.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }
}
