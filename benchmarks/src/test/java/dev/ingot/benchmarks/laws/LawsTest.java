package dev.ingot.benchmarks.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.benchmarks.toolchain.GoToolchain;
import dev.ingot.benchmarks.toolchain.GoToolchain.Mode;
import dev.ingot.goelf.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of {@code make laws}. */
@Tag("slow")
class LawsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("java.io.tmpdir"), "ingot-test-builds");

  @ParameterizedTest
  @CsvSource({
    "1.19, cmd/gofmt, STRIPPED",
    "1.27, cmd/gofmt, USUAL",
    "1.27, cmd/gofmt, RECORDED",
    "1.27, cmd/compile, STRIPPED"
  })
  void allLawsHoldAndTheProgramWorks(String release, String program, Mode mode) throws IOException {
    assumeTrue(GoToolchain.installed().contains(release), "Go " + release + " is not installed");
    assumeTrue(Tool.isInstalled("qemu-aarch64"), "qemu-aarch64 is not installed");
    assumeTrue(
        mode != Mode.RECORDED || Tool.isInstalled("aarch64-linux-gnu-gcc"),
        "aarch64-linux-gnu-gcc is not installed");

    assertThat(Laws.broken(new GoToolchain(release, FOLDER), program, mode)).isEmpty();
  }
}
