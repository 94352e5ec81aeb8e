package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.nucleus.Nucleus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person sees when the nucleus itself fails: functions of it are changed into an instruction
 * that is undefined.
 */
@Tag("slow")
class NucleusPanicTest {
  private static final Path SOURCE = Path.of("../testdata/programs/kernel/read_by_umask.go");

  /** UDF #0 (Arm ARM C6.2.387). */
  private static final int UNDEFINED = 0;

  @TempDir private static Path folder;
  private static Path sound;

  @BeforeAll
  static void build() throws IOException {
    Path elf = folder.resolve("reader");
    Tool.go("1.23").build(SOURCE, elf, "arm64", "-ldflags=-s -w");
    sound = folder.resolve("reader.img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", sound.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  /** An image whose nucleus meets an undefined instruction at the start of each function. */
  private static Path failingIn(String... functions) throws IOException {
    ByteBuffer image = ByteBuffer.wrap(Files.readAllBytes(sound)).order(ByteOrder.LITTLE_ENDIAN);
    for (String function : functions) {
      image.putInt((int) (address(function) - address("__text_start")), UNDEFINED);
    }
    return Files.write(folder.resolve(functions[0] + ".img"), image.array());
  }

  private static long address(String symbol) {
    return Nucleus.shipped().addressOf(symbol).orElseThrow();
  }

  private static String failure(Path image, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", image.toString()));
    arguments.addAll(List.of(options));
    Tool.Result run = IngotProcess.run(arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.stderr()).isEqualTo(ExitStatus.CRASHED);
    assertThat(run.stdout()).isEmpty();
    return run.stderr();
  }

  @Test
  void theNucleusTellsOfItsRegistersAndThreadsByName() throws IOException {
    assertThat(failure(failingIn("sys_umask")))
        .contains("[nucleus] panic: exception class 0x0000000000000000 (undefined instruction)\n")
        .containsPattern("\\[nucleus] esr .* pc 0x[0-9a-f]{16} <nucleus sys_umask\\+0x0> pstate ")
        .containsPattern("\\[nucleus] x28=0xffff.* x30=0x[0-9a-f]{16} <syscall\\.RawSyscall6\\+")
        .containsPattern("\\[nucleus] thread 1\\*: last syscall but for leaves 166 ")
        .contains("[nucleus] internal error: the machine stops\n")
        .contains("the nucleus gave up; its last lines say why; ");
  }

  @Test
  void theCrashReportHasBothSides() throws IOException {
    assertThat(failure(failingIn("sys_umask")))
        .contains("--- crash report: the nucleus gave up")
        .contains("It came there from nucleus sys_umask+0x0 by an exception of its own: undefined.")
        .contains("It left the program by svc #0.")
        .containsPattern(
            "#\\d +0x\\w+ syscall\\.RawSyscall\\+\\S+ \\(.*\\)\\n"
                + " +#\\d +0x\\w+ main\\.main\\+\\S+ \\(\\S*read_by_umask\\.go:14\\)")
        .containsPattern("umask\\(0x[0-9a-f]+\\) = \\?")
        .containsPattern("EL1 undefined at nucleus sys_umask\\+0x0")
        .containsPattern("0x000000010000-0x\\w+ r-x");
  }

  @Test
  void theLastBranchesAreThoseThatLedToThePanic() throws IOException {
    String report = failure(failingIn("path_resolve"), "--translator=off");

    assertThat(report)
        .containsPattern("Last branches of the program\\n( +(call|jump|return) .*\\n)+")
        .containsPattern(
            "Last branches of EL1 before its exception\\n( +(call|jump|return) .*\\n)* +call +"
                + "nucleus sys_\\w+\\+0x\\w+ -> nucleus path_resolve\\+0x0\\nMemory map");
  }

  @Test
  void aPanicWhileAPanicIsToldEndsTheMachine() throws IOException {
    String lines = failure(failingIn("sys_umask", "print_decimal"), "--crash-report=off");

    assertThat(lines)
        .containsOnlyOnce("[nucleus] panic: ")
        .contains("<nucleus sys_umask+0x0>")
        .contains("\n[nucleus] internal error: the machine stops\n");
  }

  @Test
  void aNucleusThatCannotPrintEndsTheMachineAllTheSame() throws IOException {
    assertThat(failure(failingIn("sys_umask", "print_string"), "--crash-report=off"))
        .doesNotContain("[nucleus]")
        .contains("the nucleus gave up");
  }
}
