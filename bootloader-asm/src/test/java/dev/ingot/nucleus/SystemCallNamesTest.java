package dev.ingot.nucleus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The names of system calls against the kernel's own header, as the C preprocessor reads it. */
final class SystemCallNamesTest {
  private static final Path COMPILER = Path.of("/usr/bin/aarch64-linux-gnu-gcc");
  private static final Pattern DEFINITION =
      Pattern.compile("^#define __NR_([a-z_0-9]+) (__NR3264_[a-z_0-9]+|\\d+)$", Pattern.MULTILINE);
  private static final Pattern BY_WORD_SIZE =
      Pattern.compile("^#define (__NR3264_[a-z_0-9]+) (\\d+)$", Pattern.MULTILINE);

  @Test
  void everyNumberOfTheKernelsHeaderHasTheKernelsName() throws Exception {
    assumeTrue(
        Files.isExecutable(COMPILER), COMPILER + " is missing: it reads the kernel's header");

    Map<Long, String> names = kernelsNames();

    assertThat(names).hasSizeGreaterThan(300);
    assertThat(names)
        .allSatisfy(
            (number, name) ->
                assertThat(SystemCallNames.of(number)).as("number %d", number).isEqualTo(name));
  }

  @Test
  void aNumberWithoutANameIsShownAsANumber() {
    assertThat(SystemCallNames.of(999)).isEqualTo("syscall 999");
    assertThat(SystemCallNames.of(-1)).isEqualTo("syscall -1");
  }

  private static Map<Long, String> kernelsNames() throws IOException, InterruptedException {
    Process compiler =
        new ProcessBuilder(COMPILER.toString(), "-E", "-dM", "-include", "asm/unistd.h", "-xc", "-")
            .redirectErrorStream(true)
            .start();
    compiler.getOutputStream().close();
    String macros = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(compiler.waitFor()).as(macros).isZero();
    Map<String, Long> byWordSize = new TreeMap<>();
    for (Matcher one = BY_WORD_SIZE.matcher(macros); one.find(); ) {
      byWordSize.put(one.group(1), Long.valueOf(one.group(2)));
    }
    Map<Long, String> names = new TreeMap<>();
    for (Matcher one = DEFINITION.matcher(macros); one.find(); ) {
      Long number = byWordSize.get(one.group(2));
      names.put(number == null ? Long.valueOf(one.group(2)) : number, one.group(1));
    }
    // Bounds of the table, no calls.
    names
        .values()
        .removeIf(name -> name.equals("syscalls") || name.equals("arch_specific_syscall"));
    return names;
  }
}
