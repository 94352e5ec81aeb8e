package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Go c-archive and an assembled boot object, linked with our scripts, boot on both machines. */
@Tag("slow")
class LinkedKernelTest {
  private static final Path SOURCES = Path.of("../testdata/freestanding/linked");
  private static final String PREFIX = "aarch64-linux-gnu-";
  private static final String EXPECTED = "linked kernel: data, zeros and pointers are right\n";

  @TempDir private static Path folder;

  @BeforeAll
  static void buildObjects() throws IOException {
    Path cache = Path.of(System.getProperty("java.io.tmpdir"), "ingot-go-cache");
    Map<String, String> environment =
        Map.of(
            "GOOS", "linux",
            "GOARCH", "arm64",
            "CGO_ENABLED", "1",
            "CC", Tool.onPath(PREFIX + "gcc", "it is Go's C compiler").path().toString(),
            "GO111MODULE", "off",
            "GOENV", "off",
            "GOTOOLCHAIN", "local",
            "HOME", cache.toString(),
            "GOCACHE", cache.toString());
    List<String> build = new ArrayList<>(List.of("build", "-buildmode=c-archive", "-o"));
    build.addAll(List.of(file("libgo.a"), SOURCES.toString()));
    succeed(Tool.go("1.24").run(environment, build));
    run(
        "objcopy",
        "--globalize-symbol=main.KernelMain",
        "--globalize-symbol=runtime.g0",
        "--globalize-symbol=runtime.m0",
        file("libgo.a"));
    run("as", SOURCES.resolve("boot/boot.s").toString(), "-o", file("boot.o"));
  }

  @ParameterizedTest
  @CsvSource({
    "ram, aarch64-linux-gnu-ld, aarch64linux",
    "rom, aarch64-linux-gnu-ld, aarch64linux",
    "ram, ld.lld, aarch64elf",
    "rom, ld.lld, aarch64elf"
  })
  void itBootsOnBothMachines(String layout, String linker, String emulation) throws IOException {
    Kernel kernel = new Kernel("linked", "1.24", layout, false);
    CommandLineRun script =
        CommandLineRun.of("linker-script", "--layout", layout, "-o", file("virt.ld"));
    assertThat(script.status()).as(script.stderr()).isZero();
    succeed(
        Tool.onPath(linker, "it links the kernel")
            .run(
                "-m",
                emulation,
                "-static",
                "-T",
                file("virt.ld"),
                "-o",
                file("kernel"),
                file("boot.o"),
                file("libgo.a")));
    run("objcopy", "-O", "binary", file("kernel"), file("kernel.bin"));
    Path image = folder.resolve("kernel.bin");

    assertThat(kernel.onQemu(image)).isEqualTo(new Kernel.Run(EXPECTED, 0));
    Kernel.ReferenceOutcome reference = kernel.onReferenceMachine(image);
    assertThat(reference.console()).isEqualTo(EXPECTED);
    assertThat(reference.outcome()).isEqualTo(new Outcome.Exited(0));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void run(String program, String... arguments) throws IOException {
    succeed(Tool.onPath(PREFIX + program, "it makes the kernel's objects").run(arguments));
  }

  private static void succeed(Tool.Result result) {
    assertThat(result.status()).as(result.stderr()).isZero();
  }
}
