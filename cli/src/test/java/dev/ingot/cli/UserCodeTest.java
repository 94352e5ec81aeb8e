package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a Go function run an assembly file of the user's. */
class UserCodeTest {
  private static final Path PROGRAM =
      Path.of("../go-elf/src/test/resources/dev/ingot/goelf/testing/redirect.go");

  /** Lets the first call pass and answers the others: {@code func(string) string} in x0, x1. */
  private static final String SOURCE =
      """
        .include "answer.inc"
        .global hooked
      hooked:
        adrp x16, calls
        add x16, x16, :lo12:calls
        ldr x17, [x16]
        add x17, x17, #1
        str x17, [x16]
        cmp x17, #2
        b.ge answering
        b main.local
      answering:
        adr x0, answer
        mov x1, #(answer_end - answer)
        ret
      other:
        b main.replacement
        .bss
        .balign 8
      calls: .skip 8
      """;

  private static final String OUTPUT =
      """
      local first
      countdown
      in assembly
      replacement second
      taken
      taken
      """;

  @TempDir private Path folder;
  private Path original;
  private Path patched;
  private Path source;

  @BeforeEach
  void build() throws IOException {
    original = Tool.go("1.24").build(PROGRAM, folder.resolve("program"), "arm64");
    patched = folder.resolve("patched");
    source = Files.writeString(folder.resolve("hook.s"), SOURCE);
    Files.writeString(
        folder.resolve("answer.inc"),
        ".section .rodata,\"a\"\nanswer: .ascii \"in assembly\\n\"\nanswer_end:\n.text\n");
  }

  private CommandLineRun patch(String... options) {
    List<String> command =
        new ArrayList<>(List.of("patch", original.toString(), "-o", patched.toString()));
    command.addAll(List.of(options));
    return CommandLineRun.of(command.toArray(String[]::new));
  }

  private String outputOfPatched() throws IOException {
    return Tool.onPath("qemu-aarch64", "it runs patched programs")
        .run(patched.toString(), "third")
        .stdout();
  }

  @Test
  void callsRunTheAssemblyFileAndTheFileReachesTheOriginal() throws IOException {
    CommandLineRun run = patch("--redirect", "main.local=" + source);

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr()).contains("2 calls of main.local go to hook.s");
    assertThat(outputOfPatched()).isEqualTo(OUTPUT);
  }

  @Test
  void anImageRunsItToo() throws IOException {
    Tool.Result run =
        IngotProcess.run(
            "boot",
            "-q",
            original.toString(),
            "--redirect",
            "main.local=" + source + ":hooked",
            "--",
            "third");

    assertThat(run.stdout()).isEqualTo(OUTPUT);
    assertThat(run.status()).isZero();
  }

  @Test
  void itRunsWithoutBarrierStubsAndMovedDataToo() throws IOException {
    CommandLineRun run =
        patch("--redirect", "main.local=" + source, "--barriers", "keep", "--no-move-bss");

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(outputOfPatched()).isEqualTo(OUTPUT);
  }

  @Test
  void labelsOfOneFileAreNamedInAListBesideIt() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("list"), "main.local=hook.s\nmain.noCountdown=hook.s:other\n");

    CommandLineRun run = patch("--redirects", list.toString());

    assertThat(run.status()).as(run.stderr()).isZero();
    assertThat(run.stderr()).contains("1 calls of main.noCountdown go to hook.s:other");
    assertThat(outputOfPatched()).isEqualTo(OUTPUT);
  }

  @Test
  void theLabelOfTheFunctionsNameIsTheEntry() throws IOException {
    Files.writeString(
        source, ".global a, b\na: brk #1\nb: brk #2\nmain.local: b \"main.replacement\"\n");

    assertThat(patch("--redirect", "main.local=" + source).status()).isZero();
    assertThat(outputOfPatched()).startsWith("replacement first\n");
  }

  @Test
  void theManifestRecordsTheCodeAndTakesItBack() throws IOException {
    Path manifest = folder.resolve("manifest.json");
    Path again = folder.resolve("again");
    patch("--redirect", "main.local=" + source, "--manifest", manifest.toString());

    Tool.Result verification =
        IngotProcess.run(
            "verify",
            patched.toString(),
            "--against",
            original.toString(),
            "--manifest",
            manifest.toString());
    CommandLineRun undo =
        CommandLineRun.of(
            "unpatch",
            patched.toString(),
            "--manifest",
            manifest.toString(),
            "-o",
            again.toString());

    assertThat(Files.readString(manifest))
        .contains("\"kind\": \"user-code\"", "\"symbol\": \"hook.s\"", "\"target\": \"hook.s\"")
        .doesNotContain(folder.toString());
    assertThat(verification.status()).as(verification.stderr()).isZero();
    assertThat(undo.status()).as(undo.stderr()).isZero();
    assertThat(again).hasSameBinaryContentAs(original);
  }

  @Test
  void aCallOfAGoFunctionIsWarnedOf() throws IOException {
    Files.writeString(
        source, ".global f\nf: str x30, [sp, #-16]!\nbl main.taken\nldr x30, [sp], #16\nret\n");

    assertThat(patch("--redirect", "main.local=" + source).stderr())
        .contains("hook.s calls Go functions (BL)");
  }

  @Test
  void errorsNameFileLineAndColumnAndShowTheLine() throws IOException {
    Files.writeString(source, "hooked:\n  frob x1\n");

    CommandLineRun run = patch("-q", "--redirect", "main.local=" + source);

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr())
        .startsWith(source + ":2:3: error: cannot encode 'frob x1'")
        .contains("\n    frob x1\n    ^\n")
        .endsWith("ingot: the assembly file has errors; nothing was written\n");
    assertThat(patched).doesNotExist();
  }

  @Test
  void aNameThatTheProgramHasNotIsAnErrorAtItsPlace() throws IOException {
    Files.writeString(source, ".global f\nf: b main.nowhere\n");

    CommandLineRun run = patch("-q", "--redirect", "main.local=" + source);

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).startsWith(source + ":2:6: error: undefined symbol 'main.nowhere'");
  }

  @Test
  void aFileWithoutOneClearEntryIsRefusedWithItsLabels() throws IOException {
    Files.writeString(source, ".global a, b\na: ret\nb: ret\n");

    assertThat(patch("-q", "--redirect", "main.local=" + source).stderr())
        .hasLineCount(1)
        .contains("name one: main.local=hook.s:LABEL, with one of a, b");
    assertThat(patch("-q", "--redirect", "main.local=" + source + ":c").stderr())
        .hasLineCount(1)
        .contains("found no label c");
  }

  @Test
  void variablesThatDoNotStartAsZeroAreRefused() throws IOException {
    Files.writeString(source, ".global f\nf: ret\n.data\n.quad 1\n");

    CommandLineRun run = patch("-q", "--redirect", "main.local=" + source);

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("bytes in .data").contains(".rodata");
  }

  @Test
  void aFileThatIsNotThereIsRefusedByItsName() {
    CommandLineRun run = patch("-q", "--redirect", "main.local=" + folder.resolve("none.s"));

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.stderr()).hasLineCount(1).contains("none.s: no such file");
  }
}
