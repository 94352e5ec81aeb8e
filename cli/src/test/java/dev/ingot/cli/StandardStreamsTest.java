package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is piped into ingot is the program's stdin, byte for byte and with its end, and stdout and
 * stderr come out apart, on both machines.
 */
@Tag("slow")
class StandardStreamsTest {
  private static final Path SOURCE = Path.of("../testdata/streams/copy_streams.go");
  private static final int PROGRAM_STATUS = 5;

  @TempDir private static Path folder;
  private static Path image;

  private record Run(int status, byte[] stdout, String stderr) {}

  @BeforeAll
  static void makeTheImage() throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("copy"), "arm64");
    image = folder.resolve("copy.img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", image.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator", "qemu"})
  void everyByteValueAndTheEndReachTheProgram(String machine) throws Exception {
    byte[] input = randomBytes(100_000);
    Run run = run(machine, input);
    assertThat(run.stdout()).isEqualTo(input);
    assertThat(run.stderr()).isEqualTo("prw------- 100000 <nil>\nthen EOF\n");
    assertThat(run.status()).isEqualTo(PROGRAM_STATUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator", "qemu"})
  void anEmptyStdinEndsAtOnce(String machine) throws Exception {
    Run run = run(machine, new byte[0]);
    assertThat(run.stdout()).isEmpty();
    assertThat(run.stderr()).isEqualTo("prw------- 0 <nil>\nthen EOF\n");
  }

  @Test
  void theModernTransportOfQemuServesToo() throws Exception {
    byte[] input = randomBytes(20_000);
    List<String> command =
        new ArrayList<>(List.of(qemu().path().toString(), "-M", "virt", "-cpu", "max"));
    command.addAll(List.of("-m", "128", "-nic", "none", "-semihosting", "-kernel"));
    command.addAll(List.of(image.toString(), "-global", "virtio-mmio.force-legacy=false"));
    try (QemuConsole console = new QemuConsole(false)) {
      command.addAll(console.options());
      Run run = run(command, input);
      assertThat(run.stdout()).isEqualTo(input);
      assertThat(run.status()).isEqualTo(PROGRAM_STATUS);
    }
  }

  private static Run run(String machine, byte[] input) throws Exception {
    if (machine.equals("qemu")) {
      qemu();
    }
    return run(
        IngotProcess.command("run", "-q", "--machine", machine, "-m", "128M", image.toString()),
        input);
  }

  private static Run run(List<String> command, byte[] input) throws Exception {
    Path in = Files.write(Files.createTempFile(folder, "run", ".in"), input);
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), Files.readAllBytes(out), Files.readString(err));
  }

  private static Tool qemu() {
    return Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
  }

  private static byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
