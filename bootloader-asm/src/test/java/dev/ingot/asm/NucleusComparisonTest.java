package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.nucleus.Nucleus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nucleus that ships is the one that GNU as and ld make of its sources. */
class NucleusComparisonTest {
  private static final Path SOURCES = Path.of("src/main/asm");

  @TempDir Path directory;

  @Test
  void theNucleusHasTheBytesOfGnuAsAndLd() throws Exception {
    GnuBinutils.assumeInstalled();
    List<String> units =
        Files.readAllLines(SOURCES.resolve("nucleus.units")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    Path output = directory.resolve("gnu.bin");

    String failed = GnuBinutils.build(SOURCES, units, SOURCES.resolve("nucleus.ld"), output);

    assertThat(failed).isNull();
    assertThat(Nucleus.shipped().bytes()).isEqualTo(Files.readAllBytes(output));
  }
}
