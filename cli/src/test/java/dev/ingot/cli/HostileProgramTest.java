package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that calls the nucleus with everything it must not trust (testdata/hostile). The output
 * names the seed; `make hostile CALLS=... SEED=... THREADS=...` repeats a run and does longer ones.
 */
@Tag("slow")
class HostileProgramTest {
  private static final Path SOURCE = Path.of("../testdata/hostile/hostile.go");

  @TempDir private static Path folder;
  private static Path image;

  @BeforeAll
  static void makeTheImage() throws IOException {
    Path elf = Tool.go("1.23").build(SOURCE, folder.resolve("hostile"), "arm64");
    image = folder.resolve("hostile.img");
    Tool.Result made = IngotProcess.run("image", "-q", elf.toString(), "-o", image.toString());
    assertThat(made.status()).as(made.stderr()).isZero();
  }

  @Test
  void theNucleusAndTheNeighboursDataSurviveWildCallsOnTheReferenceMachine() throws IOException {
    survives("emulator", 1, 20_000, 11);
  }

  @Test
  void theNucleusAndTheNeighboursDataSurviveWildCallsOfSeveralCpus() throws IOException {
    Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    survives("qemu", 4, 40_000, 12);
  }

  private static void survives(String machine, int cpus, int calls, int seed) throws IOException {
    Tool.Result run =
        IngotProcess.run(
            "run",
            "-q",
            "--machine",
            machine,
            "--cpus",
            Integer.toString(cpus),
            image.toString(),
            "--",
            Integer.toString(calls),
            Integer.toString(seed),
            "4");
    assertThat(run.stdout())
        .as(run.stderr())
        .isEqualTo(
            "hostile: %d calls, seed %d, 4 threads\nhostile: survived %1$d calls\n"
                .formatted(calls, seed));
    assertThat(run.status()).isZero();
  }
}
