package dev.ingot.emulator.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.device.probe.HostProgram;
import dev.ingot.emulator.device.probe.QemuProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of Linux that traces show, against its own headers for arm64. */
class LinuxNamesTest {
  private static final List<String> HEADERS =
      List.of(
          "asm/unistd.h",
          "linux/errno.h",
          "linux/fcntl.h",
          "linux/fs.h",
          "linux/futex.h",
          "linux/mman.h",
          "linux/sched.h",
          "linux/signal.h",
          "asm/ioctls.h",
          "unistd.h",
          "sys/eventfd.h",
          "linux/prctl.h",
          "linux/random.h",
          "linux/resource.h",
          "linux/time.h",
          "linux/eventpoll.h");

  /** Kinds that {@link Constants} does not have: descriptors, numbers and memory. */
  private static final List<String> PLAIN_KINDS =
      List.of(
          "fd",
          "path",
          "int",
          "uint",
          "hex",
          "pointer",
          "in",
          "out",
          "time",
          "newtime",
          "fds",
          "sigset",
          "newsigset");

  @TempDir private Path folder;

  /** Compiles statements like {@code _Static_assert} for arm64 with the kernel's own headers. */
  private void compile(Stream<String> statements) throws IOException, InterruptedException {
    assumeTrue(
        QemuProbe.isInstalled("aarch64-linux-gnu-gcc"),
        "aarch64-linux-gnu-gcc is not installed: it has Linux's headers for arm64");
    String source =
        HEADERS.stream().map("#include <%s>\n"::formatted).collect(Collectors.joining())
            + statements.collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("names.c"), source + "\n");
    new HostProgram(folder).run("aarch64-linux-gnu-gcc", "-fsyntax-only", "names.c");
  }

  @Test
  void everyConstantIsWhatTheHeadersSay() throws Exception {
    compile(
        Constants.lines("constants.txt")
            .flatMap(line -> Arrays.stream(line.split(" ", -1)).skip(2))
            .map(pair -> pair.split("=", -1))
            .map("_Static_assert(%1$s == %2$s, \"%1$s\");"::formatted));
  }

  @Test
  void everySystemCallWithASignatureExists() throws Exception {
    compile(
        Constants.lines("system_calls.txt")
            .map(line -> line.split(" ", -1)[0])
            .map("_Static_assert(__NR_%1$s >= 0, \"%1$s\");"::formatted));
  }

  @Test
  void everyKindOfArgumentIsKnown() {
    assertThat(Constants.lines("system_calls.txt"))
        .flatMap(
            line ->
                Arrays.asList(line.replace(" -> pointer", "").split(" ", -1)).stream()
                    .skip(1)
                    .toList())
        .map(kind -> kind.contains(":") ? kind.substring(0, kind.indexOf(':')) : kind)
        .allMatch(kind -> PLAIN_KINDS.contains(kind) || Constants.have(kind));
  }

  @Test
  void flagsAreNamedAndWhatHasNoNameIsANumber() {
    assertThat(Constants.name("open", 0x80001)).isEqualTo("O_WRONLY|O_CLOEXEC");
    assertThat(Constants.name("protection", 0)).isEqualTo("PROT_NONE");
    assertThat(Constants.name("mapping", 0x4000_0022))
        .isEqualTo("MAP_PRIVATE|MAP_ANONYMOUS|0x40000000");
    assertThat(Constants.name("error", 9999)).isEqualTo("9999");
    assertThat(Constants.name("dirfd", -100)).isEqualTo("AT_FDCWD");
    assertThat(Constants.name("dirfd", 3)).isEqualTo("3");
  }
}
