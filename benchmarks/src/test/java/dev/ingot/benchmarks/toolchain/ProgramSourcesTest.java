package dev.ingot.benchmarks.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources come from two folders, of which the build has to find both. */
class ProgramSourcesTest {
  @ParameterizedTest
  @ValueSource(strings = {"hello", "web", "bulk"})
  void everyProgramThatIsNotGosOwnHasItsSourceBesideTheToolchain(String program) {
    assertThat(GoToolchain.class.getResource(program + ".go")).isNotNull();
  }
}
