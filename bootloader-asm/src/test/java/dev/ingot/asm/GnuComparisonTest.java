package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.source.DirectoryFiles;
import dev.ingot.asm.source.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The corpus gives the bytes that GNU as and ld give. */
class GnuComparisonTest {
  private static final Path LINKER_SCRIPT = Path.of("src/test/resources/dev/ingot/asm/corpus.ld");

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "integer.s",
        "memory.s",
        "system.s",
        "atomics.s",
        "vector.s",
        "expressions.s",
        "macros.s",
        "directives.s"
      })
  void theCorpusGivesTheBytesOfGnuAsAndLd(String unit) throws Exception {
    assertSameAsGnu(List.of(unit));
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource({"directives.s, linked.s", "linked.s, directives.s"})
  void unitsAreLaidOutAsGnuLdDoesIt(String first, String second) throws Exception {
    assertSameAsGnu(List.of(first, second));
  }

  private void assertSameAsGnu(List<String> units) throws Exception {
    GnuBinutils.assumeInstalled();
    for (String file : units) {
      copy(file);
    }
    copy("part.inc");
    copy("payload.bin");
    Path gnu = directory.resolve("gnu.bin");

    String failed = GnuBinutils.build(directory, units, LINKER_SCRIPT, gnu);
    List<SourceText> sources =
        units.stream().map(u -> new SourceText(u, read(directory.resolve(u)))).toList();
    Assembly assembly =
        Assembler.assemble(
            new AssemblyJob(
                sources, new DirectoryFiles(List.of(directory)), Map.of(), MemoryLayout.nucleus()));

    assertThat(failed).isNull();
    assertThat(assembly).isInstanceOf(Assembly.Assembled.class);
    LinkedImage image = ((Assembly.Assembled) assembly).image();
    assertThat(image.bytes()).isEqualTo(Files.readAllBytes(gnu));
  }

  private void copy(String name) throws IOException {
    try (InputStream in = GnuComparisonTest.class.getResourceAsStream("corpus/" + name)) {
      Files.copy(in, directory.resolve(name));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
