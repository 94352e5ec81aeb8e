package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.goelf.testing.GoBuilds;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElfImageTest {
  private static final String READELF = "aarch64-linux-gnu-readelf";

  private final Path file = GoBuilds.build(GoBuilds.USUAL_RELEASE, "hello");
  private final ElfImage image = ElfImage.read(file);

  @Test
  void loadSegmentsAreThoseOfReadelf() {
    List<String> expected =
        Tool.run(READELF, "-lW", file.toString()).lines().stream()
            .filter(line -> line.startsWith("  LOAD"))
            .map(line -> line.strip().replace("R E", "RE").split("\\s+"))
            .map(w -> String.join(" ", w[1], w[2], w[4], w[5]))
            .toList();

    assertThat(image.loadSegments())
        .extracting(
            s ->
                "0x%06x 0x%016x 0x%06x 0x%06x"
                    .formatted(s.offset(), s.virtualAddress(), s.fileSize(), s.memorySize()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void sectionNamesAndAddressesAreThoseOfReadelf() {
    List<String> expected =
        Tool.run(READELF, "-SW", file.toString()).lines().stream()
            .filter(line -> line.matches("  \\[ *[1-9]\\d*].*"))
            .map(line -> line.substring(line.indexOf(']') + 1).strip().split("\\s+"))
            .map(w -> w[0] + " " + w[2])
            .toList();

    assertThat(image.sections().stream().skip(1))
        .extracting(s -> "%s %016x".formatted(s.name(), s.address()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void symbolsAreThoseOfReadelf() {
    List<String> expected =
        Tool.run(READELF, "-sW", file.toString()).lines().stream()
            .filter(line -> line.matches(" +[1-9]\\d*: .*"))
            .map(line -> line.strip().split("\\s+", 8))
            .map(w -> w[1] + " " + Long.decode(w[2]) + " " + w[7])
            .toList();

    assertThat(image.symbols())
        .extracting(s -> "%016x %d %s".formatted(s.value(), s.size(), s.name()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void entryIsThatOfReadelf() {
    assertThat(Tool.run(READELF, "-h", file.toString()).output())
        .containsPattern("Entry point address: +0x" + Long.toHexString(image.entry()) + "\n");
  }
}
