package dev.ingot.asm.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.asm.link.MemoryLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build step. */
class AssembleUnitsTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private Path units;
  private Path output;
  private Path symbols;

  @BeforeEach
  void writeSources() throws IOException {
    units = directory.resolve("test.units");
    output = directory.resolve("out/image.bin");
    symbols = directory.resolve("out/image.sym");
    Files.writeString(units, "# the order of the text\n\nfirst.s\nsecond.s\n");
    Files.writeString(directory.resolve("values.inc"), ".equ VALUE, 5\n");
    Files.writeString(
        directory.resolve("first.s"),
        ".include \"values.inc\"\n.global start\nstart: .quad VALUE\n");
    Files.writeString(directory.resolve("second.s"), ".global next\nnext: .quad start\n");
  }

  private boolean run() throws IOException {
    return AssembleUnits.run(
        AssembleUnits.job(units, MemoryLayout.nucleus()),
        output,
        symbols,
        new PrintStream(messages, true, StandardCharsets.UTF_8));
  }

  @Test
  void theSymbolFileHasOneLineASymbolSortedByAddress() throws IOException {
    assertThat(run()).isTrue();

    assertThat(Files.readString(symbols))
        .startsWith(
            """
            ffffff8000000000 start
            ffffff8000000000 __text_start
            ffffff8000000008 next
            """);
    assertThat(Files.size(output)).isEqualTo(4096);
  }

  @Test
  void nothingButTheTwoFilesIsLeft() throws IOException {
    run();

    try (var files = Files.list(output.getParent())) {
      assertThat(files).containsExactlyInAnyOrder(output, symbols);
    }
  }

  @Test
  void twoRunsGiveTheSameFiles() throws IOException {
    run();
    byte[] image = Files.readAllBytes(output);
    byte[] names = Files.readAllBytes(symbols);
    run();

    assertThat(Files.readAllBytes(output)).isEqualTo(image);
    assertThat(Files.readAllBytes(symbols)).isEqualTo(names);
  }

  @Test
  void anErrorIsPrintedAndNothingIsWritten() throws IOException {
    Files.writeString(directory.resolve("second.s"), "b nowhere\n");

    assertThat(run()).isFalse();

    assertThat(messages.toString(StandardCharsets.UTF_8))
        .startsWith("second.s:1:3: error: undefined symbol 'nowhere'");
    assertThat(output).doesNotExist();
  }

  @Test
  void aUnitThatIsMissingIsNamed() throws IOException {
    Files.delete(directory.resolve("second.s"));

    assertThatThrownBy(this::run)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("second.s");
  }
}
