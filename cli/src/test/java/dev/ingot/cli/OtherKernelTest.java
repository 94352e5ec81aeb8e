package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels that ingot did not make. */
class OtherKernelTest {
  private static final Path KERNEL = Path.of("/usr/local/share/ingot-oracles/linux-arm64/Image");
  private static final Path INIT =
      Path.of("../emulator/src/test/resources/dev/ingot/emulator/linux/init.s");

  @TempDir private Path folder;

  /** A cpio archive with an init that says what it found and powers off. */
  private Path initialRamDisk() throws IOException {
    Tool sh = Tool.onPath("sh", "it makes the initial RAM disk");
    Tool.onPath("aarch64-linux-gnu-as", "it assembles the init of this test");
    Tool.onPath("cpio", "it packs the init of this test");
    String script =
        """
        set -e
        aarch64-linux-gnu-as -o %1$s/init.o %2$s
        aarch64-linux-gnu-ld -s -o %1$s/init %1$s/init.o
        cd %1$s && echo init | cpio --quiet -o -H newc > initrd
        """
            .formatted(folder, INIT.toAbsolutePath());
    Tool.Result made = sh.run("-c", script);
    assertThat(made.status()).as(made.stderr()).isZero();
    return folder.resolve("initrd");
  }

  @Test
  @Tag("slow")
  void debiansKernelBootsToItsInitFromEl2() throws IOException {
    assumeTrue(
        Files.isReadable(KERNEL), KERNEL + " is missing: .ci/install-oracles puts it in place");
    Tool.Result run =
        IngotProcess.run(
            "run",
            "--kernel=" + KERNEL,
            "--initrd=" + initialRamDisk(),
            "--append=console=ttyAMA0",
            "--el2",
            "--cpus=2",
            "--cpu=cortex-a57",
            "--blk=" + KERNEL,
            "--timeout=500");
    assertThat(run.status()).as(run.stdout() + run.stderr()).isZero();
    assertThat(run.stdout())
        .contains("CPU: All CPU(s) started at EL2")
        .contains("Run /init as init process")
        .contains("2 CPUs")
        .contains("reboot: Power down");
    assertThat(run.stderr()).contains("powered off");
  }

  @Test
  void aFileThatIsNoKernelIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "no kernel".repeat(100));
    CommandLineRun run = CommandLineRun.of("run", "--kernel", file.toString());
    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).contains("text").contains("arm64 Image");
  }

  @Test
  void aDiskThatIsMissingIsRefused() {
    CommandLineRun run =
        CommandLineRun.of("boot", "-q", "../testdata/prebuilt/hello-go1.23", "--blk=missing.raw");
    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).contains("missing.raw: no such file");
  }

  @Test
  void optionsOfAKernelWithoutAKernelAreWrongUsage() {
    assertThat(CommandLineRun.of("run", "x.img", "--append=quiet").status())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(CommandLineRun.of("run", "x.img", "--kernel=Image").status())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(CommandLineRun.of("run").status()).isEqualTo(ExitStatus.USAGE);
  }
}
