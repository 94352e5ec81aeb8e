package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The damaged files of {@code testdata/malformed} are refused for what is wrong with them. */
class MalformedFilesTest {
  private static final Path FOLDER = Path.of("..", "testdata", "malformed");
  private static final List<String> NOT_INPUTS =
      List.of("README.md", "MakeInputs.java", "expected.tsv");

  static List<Arguments> expectations() throws IOException {
    return Files.readAllLines(FOLDER.resolve("expected.tsv")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> Arguments.of((Object[]) line.split("\t")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void isRefusedForItsDefect(String file, String place, String found) {
    Refusal refusal =
        catchThrowableOfType(
                RefusedException.class, () -> GoProgram.of(ElfImage.read(FOLDER.resolve(file))))
            .refusal();

    assertThat(refusal.file()).isEqualTo(file);
    assertThat(refusal.place()).isEqualTo(place);
    assertThat(refusal.found()).contains(found);
    assertThat(refusal.remedy()).isNotEmpty();
  }

  @Test
  void everyFileHasAnExpectation() throws IOException {
    List<Object> expected = expectations().stream().map(a -> a.get()[0]).toList();
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !NOT_INPUTS.contains(name))
          .containsExactlyInAnyOrderElementsOf(expected.stream().map(Object::toString).toList());
    }
  }
}
