package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the nucleus promises of several CPUs and of memory, shown by programs that look for races:
 * QEMU runs every virtual CPU in a thread of its own (MTTCG), with all that comes of it.
 */
@Tag("slow")
class SeveralCpusTest {
  private static final Path PROGRAMS = Path.of("../testdata/programs/cpus");
  private static final List<Integer> CPUS = List.of(1, 2, 4, 8);

  /** Each number of CPUs has its release, CPU model and interrupt controller. */
  private static final List<String> RELEASES = List.of("1.19", "1.21", "1.23", "1.27");

  private static final List<String> MODELS = List.of("cortex-a57", "max", "cortex-a57", "max");
  private static final List<Integer> GICS = List.of(2, 3, 3, 2);

  @TempDir private static Path folder;

  /** A program on a number of CPUs. */
  record Run(Expectation expected, int cpus) {
    @Override
    public String toString() {
      return expected + ", " + cpus + (cpus == 1 ? " CPU" : " CPUs");
    }
  }

  static Stream<Run> runs() throws IOException {
    List<Run> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(PROGRAMS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".expected")).sorted().toList()) {
        for (int cpus : CPUS) {
          runs.add(new Run(Expectation.read(file).onCpus(cpus), cpus));
        }
      }
    }
    Expectation collector = Expectation.read(PROGRAMS.resolveSibling("gc_stress.expected"));
    runs.add(new Run(collector, 4));
    return runs.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void aProgramShowsTheSameOnAnyNumberOfCpus(Run run) throws IOException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it boots the images of this test");
    int turn = CPUS.indexOf(run.cpus());
    Expectation expected = run.expected();
    Path source = PROGRAMS.resolve(expected.program() + ".go");
    if (!Files.exists(source)) {
      source = PROGRAMS.resolveSibling(expected.program() + ".go");
    }
    Path image = Files.createTempFile(folder, expected.name(), ".img");
    Files.write(
        image,
        new GuestImages(folder)
            .image(source, RELEASES.get(turn), false, expected, ReferenceRun.MEMORY));

    Tool.Result result =
        qemu.run(
            "-M",
            "virt,gic-version=" + GICS.get(turn),
            "-cpu",
            MODELS.get(turn),
            "-smp",
            Integer.toString(run.cpus()),
            "-m",
            ReferenceRun.MEMORY / (1 << 20) + "M",
            "-nographic",
            "-nic",
            "none",
            "-semihosting",
            "-kernel",
            image.toString());

    assertThat(result.status()).as(result.stdout()).isEqualTo(expected.exitStatus());
    assertThat(expected.matchesMerged(result.stdout())).as(result.stdout()).isTrue();
    Files.delete(image);
  }
}
