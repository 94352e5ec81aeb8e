package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.freestanding.BootStub;
import dev.ingot.nucleus.Nucleus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The nucleus and the boot stub that ship are the ones that GNU as and ld make of their sources.
 */
class NucleusComparisonTest {

  @TempDir Path directory;

  @Test
  void theNucleusHasTheBytesOfGnuAsAndLd() throws Exception {
    assertThat(Nucleus.shipped().bytes()).isEqualTo(builtByGnu("src/main/asm", "nucleus"));
  }

  @Test
  void theBootStubHasTheBytesOfGnuAsAndLd() throws Exception {
    assertThat(BootStub.shipped().bytes())
        .isEqualTo(builtByGnu("src/main/asm-freestanding", "freestanding"));
  }

  private byte[] builtByGnu(String folder, String name) throws Exception {
    GnuBinutils.assumeInstalled();
    Path sources = Path.of(folder);
    List<String> units =
        Files.readAllLines(sources.resolve(name + ".units")).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .toList();
    Path output = directory.resolve("gnu.bin");
    String failed = GnuBinutils.build(sources, units, sources.resolve(name + ".ld"), output);
    assertThat(failed).isNull();
    return Files.readAllBytes(output);
  }
}
