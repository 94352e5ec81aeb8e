package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger sees who hands in the wrong thing: one line, status 3, no output file. */
class BadInputTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");

  @TempDir private Path folder;

  @Test
  void aTextFileIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "Dear diary\n".repeat(100));

    assertRefused(text, "notes.txt", "ELF");
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertRefused(Files.createFile(folder.resolve("empty")), "empty", "ELF");
  }

  @Test
  void aTruncatedElfIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(HELLO);
    Path half = folder.resolve("half");
    Files.write(half, Arrays.copyOf(whole, whole.length / 2));

    assertRefused(half, "half", "truncated");
  }

  @Test
  void aGoProgramForAnotherMachineIsRefused() throws IOException {
    Path source = Path.of("../testdata/programs/hello.go");
    Path intel = Tool.go("1.23").build(source, folder.resolve("intel"), "amd64");

    assertRefused(intel, "intel", "GOARCH=arm64");
  }

  @Test
  void aCProgramForThisMachineIsRefused() throws IOException {
    Tool gcc = Tool.onPath("gcc", "it builds the C program of this test");
    Path source = Files.writeString(folder.resolve("c.c"), "int main(void) { return 0; }\n");
    Path program = folder.resolve("cprogram");
    assertThat(gcc.run("-o", program.toString(), source.toString()).status()).isZero();

    assertRefused(program, "cprogram", "e_machine");
  }

  @Test
  void anArm64ProgramThatIsNotGoIsRefused() throws IOException {
    Tool as = Tool.onPath("aarch64-linux-gnu-as", "it assembles this test's program");
    Tool ld = Tool.onPath("aarch64-linux-gnu-ld", "it links this test's program");
    Path source =
        Files.writeString(folder.resolve("a.s"), ".global _start\n_start: mov x8,#93\nsvc #0\n");
    Path object = folder.resolve("a.o");
    Path program = folder.resolve("notgo");
    assertThat(as.run("-o", object.toString(), source.toString()).status()).isZero();
    assertThat(ld.run("-o", program.toString(), object.toString()).status()).isZero();

    assertRefused(program, "notgo", "Go");
  }

  /** A redirect alone would be possible, but nothing on bare metal loads libraries. */
  @Test
  void anImageOfADynamicProgramIsRefusedEvenWhereItsBssStays() throws IOException {
    Path source = Path.of("../testdata/programs/hello.go");
    Path dynamic =
        Tool.go("1.23").build(source, folder.resolve("dynamic"), "arm64", "-buildmode=pie");
    Path output = folder.resolve("dynamic.img");

    CommandLineRun run =
        CommandLineRun.of(
            "image", "-q", "--no-move-bss", dynamic.toString(), "-o", output.toString());

    assertThat(run.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(run.stderr()).hasLineCount(1).contains("PT_INTERP", "CGO_ENABLED=0");
    assertThat(output).doesNotExist();
  }

  @Test
  void aPackedProgramIsRefused() throws IOException {
    Tool upx = Tool.onPath("upx", "it packs the program of this test");
    Path packed = folder.resolve("packed");
    assertThat(upx.run("-q", "-o", packed.toString(), HELLO.toString()).status()).isZero();

    assertRefused(packed, "packed", "UPX");
  }

  @Test
  void aMissingFileIsRefused() throws IOException {
    assertRefused(folder.resolve("nowhere"), "nowhere", "no such file");
  }

  @Test
  void aFolderIsRefused() throws IOException {
    assertRefused(Files.createDirectory(folder.resolve("dir")), "dir", "folder");
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefusedAndLeavesNothing() throws IOException {
    Path nowhere = folder.resolve("missing/hello.img");

    CommandLineRun run =
        CommandLineRun.of("image", "-q", HELLO.toString(), "-o", nowhere.toString());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("hello.img").contains("folder");
    assertThat(filesIn(folder)).isEmpty();
  }

  @Test
  void anOutputThatIsAFolderIsRefused() throws IOException {
    Path output = Files.createDirectory(folder.resolve("out"));

    CommandLineRun run =
        CommandLineRun.of("patch", "-q", HELLO.toString(), "-o", output.toString());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("out").contains("folder");
    assertThat(filesIn(output)).isEmpty();
  }

  @Test
  void anElfInPlaceOfAnImageIsRefusedWithTheCommandThatMakesOne() {
    CommandLineRun run = CommandLineRun.of("run", HELLO.toString());

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("ingot image");
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("boot", HELLO.toString(), "--nonsense");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.stderr()).contains("--nonsense").contains("behind --");
  }

  @Test
  void anAmountOfMemoryOutOfRangeIsWrongUsageWithTheRange() {
    CommandLineRun run = CommandLineRun.of("boot", HELLO.toString(), "--memory", "1M");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.stderr()).contains("32M to 16G");
  }

  private void assertRefused(Path input, String... fragments) throws IOException {
    for (String command : new String[] {"image", "patch"}) {
      Path output = folder.resolve("output-of-" + command);
      CommandLineRun run =
          CommandLineRun.of(command, "-q", input.toString(), "-o", output.toString());
      assertThat(run.status()).as(run.stderr()).isEqualTo(3);
      assertThat(run.stderr()).hasLineCount(1).contains(fragments);
      assertThat(output).doesNotExist();
    }
    CommandLineRun boot = CommandLineRun.of("boot", "-q", input.toString());
    assertThat(boot.status()).as(boot.stderr()).isEqualTo(3);
    assertThat(boot.stderr()).hasLineCount(1).contains(fragments);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
