package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options for patching do to the patched file, and what they refuse. */
class PatchingOptionsTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");

  @TempDir private Path folder;

  private Path output() {
    return folder.resolve("patched");
  }

  private CommandLineRun patch(String... options) {
    String[] command = new String[options.length + 4];
    command[0] = "patch";
    command[1] = HELLO.toString();
    command[2] = "-o";
    command[3] = output().toString();
    System.arraycopy(options, 0, command, 4, options.length);
    return CommandLineRun.of(command);
  }

  @Test
  void bssGoesToTheAddress() {
    CommandLineRun run = patch("--bss-at", "0x40000000");

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr()).contains("to 0x40000000");
  }

  @Test
  void bssMovesByTheDistance() {
    CommandLineRun run = patch("--bss-by", "0x10000000");

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr()).containsPattern("moved from 0x([0-9a-f]+) to 0x10\\1");
  }

  @Test
  void withoutAnyChangeTheFileIsTheSame() {
    CommandLineRun run = patch("--no-move-bss", "--barriers", "keep");

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(output()).hasSameBinaryContentAs(HELLO);
  }

  @Test
  void bssHasOnePlaceOnly() {
    CommandLineRun run = patch("--no-move-bss", "--bss-at", "0x40000000");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.stderr()).contains("--bss-at").contains("--no-move-bss");
  }

  @Test
  void anAddressThatIsNoNumberIsWrongUsage() {
    CommandLineRun run = patch("--bss-at", "high");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.stderr()).contains("'high' is no number");
  }

  @Test
  void aDryRunWritesNothing() {
    for (String command : new String[] {"patch", "image"}) {
      CommandLineRun run =
          CommandLineRun.of(
              command,
              "--dry-run",
              HELLO.toString(),
              "-o",
              output().toString(),
              "--manifest",
              folder.resolve("manifest").toString());

      assertThat(run.status()).as(run.stderr()).isZero();
      assertThat(run.stderr()).contains("would be written");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void aDryRunOfBootKeepsNothingAndBootsNothing() {
    Path keep = folder.resolve("kept");

    CommandLineRun run =
        CommandLineRun.of("boot", "--dry-run", HELLO.toString(), "--keep", keep.toString());

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr()).contains("would boot");
    assertThat(keep).doesNotExist();
  }

  @Test
  void callsAreRedirectedByOptionAndByFile() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list"), "# comment\n\n runtime.nanotime1 = runtime.walltime \n");

    CommandLineRun run =
        patch("--redirect", "runtime.usleep=runtime.osyield", "--redirects", list.toString());

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr())
        .containsPattern("\\d+ calls of runtime.usleep go to runtime.osyield")
        .containsPattern("\\d+ calls of runtime.nanotime1 go to runtime.walltime");
  }

  @Test
  void aLineThatIsNoRedirectionIsRefusedByItsNumber() throws IOException {
    Path list = Files.writeString(folder.resolve("list"), "# comment\nruntime.usleep\n");

    CommandLineRun run = patch("-q", "--redirects", list.toString());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("list: line 2").contains("SYMBOL=TARGET");
  }

  @Test
  void anOptionThatIsNoRedirectionIsWrongUsage() {
    CommandLineRun run = patch("--redirect", "runtime.usleep");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.stderr()).contains("'runtime.usleep' is no redirection");
  }

  @Test
  void aMisspeltNameIsRefusedWithTheRightOne() {
    CommandLineRun run = patch("-q", "--redirect", "runtime.uslep=runtime.osyield");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("did you mean runtime.usleep");
  }
}
