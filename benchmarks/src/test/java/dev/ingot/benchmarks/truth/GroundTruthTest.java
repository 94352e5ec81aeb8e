package dev.ingot.benchmarks.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.benchmarks.toolchain.GoToolchain;
import dev.ingot.benchmarks.toolchain.GoToolchain.Mode;
import dev.ingot.goelf.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of {@code make bench-ground-truth}. */
@Tag("slow")
class GroundTruthTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("java.io.tmpdir"), "ingot-test-builds");

  @ParameterizedTest
  @CsvSource({
    "1.19, hello, RECORDED",
    "1.19, hello, PIE",
    "1.19, hello, USUAL",
    "1.19, cmd/gofmt, USUAL",
    "1.27, hello, RECORDED",
    "1.27, hello, PIE",
    "1.27, hello, USUAL",
    "1.27, cmd/gofmt, RECORDED",
    "1.27, cmd/gofmt, PIE",
    "1.27, cmd/gofmt, USUAL"
  })
  void exactlyThePlacesThatTheToolchainKnowsAreFound(String release, String program, Mode mode) {
    assumeTrue(GoToolchain.installed().contains(release), "Go " + release + " is not installed");
    assumeTrue(Tool.isInstalled("aarch64-linux-gnu-readelf"), "readelf is not installed");
    assumeTrue(
        mode != Mode.RECORDED || Tool.isInstalled("aarch64-linux-gnu-gcc"),
        "aarch64-linux-gnu-gcc is not installed");

    assertThat(GroundTruth.scores(new GoToolchain(release, FOLDER), program, mode))
        .isNotEmpty()
        .allMatch(Score::isPerfect);
  }
}
