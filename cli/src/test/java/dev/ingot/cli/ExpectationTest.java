package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectationTest {
  @TempDir private Path folder;
  private Expectation expectation;

  @BeforeEach
  void read() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("prog.variant.expected"),
            """
            # a comment
            args: a b
            exit: 3
            [stdout]
            one
            ~ t.o
            [stderr]
            ~* note [0-9]+
            end
            """);
    expectation = Expectation.read(file);
  }

  @Test
  void theKeysAreRead() {
    assertThat(expectation.program()).isEqualTo("prog");
    assertThat(expectation.arguments()).containsExactly("a", "b");
    assertThat(expectation.exitStatus()).isEqualTo(3);
  }

  @Test
  void aMissingOrAddedOrChangedLineDoesNotMatch() {
    assertThat(expectation.matchesStdout("one\ntwo\n")).isTrue();
    assertThat(expectation.matchesStdout("one\n")).isFalse();
    assertThat(expectation.matchesStdout("one\ntwo\nthree\n")).isFalse();
    assertThat(expectation.matchesStdout("One\ntwo\n")).isFalse();
    assertThat(expectation.matchesStdout("")).isFalse();
  }

  @Test
  void aRepeatedLineMayBeMissing() {
    assertThat(expectation.matchesStderr("end\n")).isTrue();
    assertThat(expectation.matchesStderr("note 1\nnote 2\nend\n")).isTrue();
    assertThat(expectation.matchesStderr("note x\nend\n")).isFalse();
  }

  @Test
  void oneConsoleShowsBothStreamsInAnyMixture() {
    assertThat(expectation.matchesMerged("note 1\none\nend\ntwo\n")).isTrue();
    assertThat(expectation.matchesMerged("two\none\nend\n")).isFalse();
    assertThat(expectation.matchesMerged("one\ntwo\n")).isFalse();
  }
}
