package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** GNU as and ld for AArch64 as the oracle of tests. */
final class GnuBinutils {
  private static final String PREFIX = "aarch64-linux-gnu-";

  /** Everything that the corpus uses. */
  private static final String ARCHITECTURE = "-march=armv8.6-a+memtag+rng+profile+sve";

  private static final long TIMEOUT_SECONDS = 300;

  private GnuBinutils() {}

  /** Skips the test when the tools are not installed. */
  static void assumeInstalled() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(
                directory ->
                    List.of("as", "ld", "objcopy").stream()
                        .allMatch(t -> Files.isExecutable(Path.of(directory, PREFIX + t))));
    assumeTrue(installed, "GNU binutils for aarch64-linux-gnu are not installed");
  }

  /**
   * Assembles and links units.
   *
   * @param directory of the sources, which gets the objects as well
   * @param linkerScript the layout
   * @param output the image as {@code objcopy -O binary} makes it, without .bss
   * @return the messages of the tool that failed, or null
   */
  static String build(Path directory, List<String> units, Path linkerScript, Path output)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory(output.toAbsolutePath().getParent(), "gnu");
    List<String> objects = new ArrayList<>();
    for (String unit : units) {
      String object = work.resolve(unit + ".o").toString();
      String failed = run(directory, PREFIX + "as", ARCHITECTURE, "-I", ".", "-o", object, unit);
      if (failed != null) {
        return failed;
      }
      objects.add(object);
    }
    Path elf = work.resolve("image.elf");
    List<String> link =
        new ArrayList<>(List.of(PREFIX + "ld", "-T", linkerScript.toAbsolutePath().toString()));
    link.addAll(List.of("-o", elf.toString()));
    link.addAll(objects);
    String failed = run(directory, link.toArray(String[]::new));
    if (failed != null) {
      return failed;
    }
    return run(
        directory,
        PREFIX + "objcopy",
        "-O",
        "binary",
        "-R",
        ".bss",
        elf.toString(),
        output.toAbsolutePath().toString());
  }

  private static String run(Path directory, String... command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("gnu", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("%s ends in time", command[0]).isTrue();
      return process.exitValue() == 0 ? null : Files.readString(log);
    } finally {
      Files.delete(log);
    }
  }
}
