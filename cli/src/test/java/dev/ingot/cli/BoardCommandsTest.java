package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that place programs on boards: what they write, and how they refuse. */
class BoardCommandsTest {
  @TempDir private Path folder;

  @Test
  void aScriptGoesToTheFileThatIsAskedFor() throws IOException {
    Path script = folder.resolve("virt.ld");

    CommandLineRun run =
        CommandLineRun.of("linker-script", "--layout", "rom", "-m", "1G", "-o", script.toString());

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(script).content().contains("LENGTH = 0x3fe00000");
  }

  @Test
  void aDryRunOfLinkerScriptNamesTheFileAndWritesNone() {
    Path script = folder.resolve("virt.ld");

    CommandLineRun run = CommandLineRun.of("linker-script", "--dry-run", "-o", script.toString());

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr()).contains(script + " would be written");
    assertThat(script).doesNotExist();
  }

  @Test
  void aBoardFileWithAMistakeIsRefusedWithItsLine() throws IOException {
    Path board = Files.writeString(folder.resolve("my.board"), "ram main 0x80000000 64M\nrom 0\n");

    CommandLineRun run = CommandLineRun.of("linker-script", "--board-file", board.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).startsWith("ingot: my.board: line 2: found 'rom'").hasLineCount(1);
  }

  @Test
  void aFileThatIsNoDeviceTreeIsRefused() throws IOException {
    Path blob = Files.writeString(folder.resolve("virt.dtb"), "no tree\n".repeat(10));

    CommandLineRun run = CommandLineRun.of("go-flags", "--dtb", blob.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).contains("virt.dtb", "0xd00dfeed").hasLineCount(1);
  }

  @Test
  void twoSourcesOfOneBoardAreWrongUsage() {
    CommandLineRun run =
        CommandLineRun.of("linker-script", "--board", "qemu-virt", "--dtb", "virt.dtb");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void aStackThatIsNoWholePageIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("linker-script", "--stack", "100");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.stderr()).contains("multiple of 4K");
  }

  @Test
  void tooLittleRamIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("go-flags", "-m", "1M");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.stderr()).contains("16 MiB or more");
  }

  @Test
  void flagsThatBreakTheFileAreRefusedWithOnesThatDoNot() {
    CommandLineRun run = CommandLineRun.of("go-flags", "-T", "0x40200000", "-R", "0x200000");

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).contains("golang/go#28257", "use -T 0x40201000").hasLineCount(1);
  }

  @Test
  void anAddressThatIsNoNumberIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("go-flags", "-T", "here");

    assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run.stderr()).contains("write 0x40201000");
  }
}
