package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guest programs of testdata, built with every Go release, stripped and not, through the whole
 * pipeline on both machines. What they have to print comes from their sources (testdata/README.md).
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class GuestProgramsTest {
  private static final Path PROGRAMS = Path.of("../testdata/programs");
  private static final List<String> RELEASES =
      List.of("1.19", "1.21", "1.22", "1.23", "1.24", "1.26", "1.27");

  @TempDir private static Path folder;

  /** A program in one of its builds. */
  record Build(Expectation expected, String release, boolean stripped) {
    @Override
    public String toString() {
      return "%s, Go %s, %s".formatted(expected, release, stripped ? "stripped" : "unstripped");
    }

    /** CPU models and interrupt controllers take turns, so that every pair occurs. */
    int turn() {
      return RELEASES.indexOf(release) * 2 + (stripped ? 1 : 0);
    }
  }

  static Stream<Build> builds() throws IOException {
    List<Build> builds = new ArrayList<>();
    try (Stream<Path> files = Files.list(PROGRAMS)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".expected")).sorted().toList()) {
        Expectation expected = Expectation.read(file);
        for (String release : RELEASES) {
          builds.add(new Build(expected, release, false));
          builds.add(new Build(expected, release, true));
        }
      }
    }
    return builds.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("builds")
  void theReferenceMachineShowsWhatTheProgramMeans(Build build) throws IOException {
    CpuModel[] models = CpuModel.values();

    ReferenceRun run =
        ReferenceRun.of(
            image(build),
            MachineConfig.builder()
                .cpuModel(models[build.turn() % models.length])
                .gic(build.turn() % 2 == 0 ? GicVersion.V2 : GicVersion.V3));

    Expectation expected = build.expected();
    assertThat(run.result().outcome())
        .as(run.toString())
        .isEqualTo(new Outcome.Exited(expected.exitStatus()));
    assertThat(expected.matchesStdout(run.stdout())).as(run.toString()).isTrue();
    assertThat(expected.matchesStderr(run.stderr())).as(run.toString()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("builds")
  void qemuShowsWhatTheProgramMeans(Build build) throws IOException {
    Tool qemu = Tool.onPath("qemu-system-aarch64", "it boots the images of this test");
    Path file = Files.createTempFile(folder, build.expected().name(), ".img");
    Files.write(file, image(build));
    String[] cpus = {"cortex-a57", "cortex-a72", "max"};

    Tool.Result result =
        qemu.run(
            "-M",
            "virt,gic-version=" + (build.turn() % 2 == 0 ? 2 : 3),
            "-cpu",
            cpus[build.turn() % cpus.length],
            "-m",
            "512M",
            "-nographic",
            "-nic",
            "none",
            "-semihosting",
            "-kernel",
            file.toString());

    Expectation expected = build.expected();
    assertThat(result.status()).as(result.stdout()).isEqualTo(expected.exitStatus());
    assertThat(expected.matchesMerged(result.stdout())).as(result.stdout()).isTrue();
    Files.delete(file);
  }

  private static byte[] image(Build build) throws IOException {
    Expectation expected = build.expected();
    Path source = PROGRAMS.resolve(expected.program() + ".go");
    return new GuestImages(folder)
        .image(source, build.release(), build.stripped(), expected, ReferenceRun.MEMORY);
  }
}
