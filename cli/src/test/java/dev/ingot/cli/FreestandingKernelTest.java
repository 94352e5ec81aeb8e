package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels in plain Go without Go's runtime, built by the stock toolchains, in ROM and in RAM, on
 * both machines. What they have to print is in their sources.
 */
@Tag("slow")
class FreestandingKernelTest {
  private static final String EXPECTED =
      """
      Testing write barrier...
      Write barrier flag: enabled
      SUCCESS: Global pointer assignment works!
      Heap initialized at RAM region
      All tests passed! Exiting via semihosting...
      """;

  @TempDir private static Path folder;

  static Stream<Kernel> kernels() {
    return Kernel.RELEASES.stream()
        .flatMap(
            release ->
                Stream.of("ram", "rom")
                    .flatMap(
                        layout ->
                            Stream.of(false, true)
                                .map(s -> new Kernel("kernel", release, layout, s))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void globalPointersCanBeAssignedOnTheReferenceMachine(Kernel kernel) throws IOException {
    for (String flag : List.of("0", "1")) {
      Kernel.ReferenceOutcome run =
          kernel.onReferenceMachine(kernel.image(folder, "--barrier-flag", flag));

      assertThat(run.console()).as("flag " + flag).isEqualTo(EXPECTED);
      assertThat(run.outcome()).as("flag " + flag).isEqualTo(new Outcome.Exited(0));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kernels")
  void globalPointersCanBeAssignedOnQemu(Kernel kernel) throws IOException {
    for (String flag : List.of("0", "1")) {
      Kernel.Run run = kernel.onQemu(kernel.image(folder, "--barrier-flag", flag));

      assertThat(run).as("flag " + flag).isEqualTo(new Kernel.Run(EXPECTED, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ram", "rom"})
  void aKernelStartsFromEl2AsWellAndOnOneCpuOnly(String layout) throws IOException {
    Kernel kernel = new Kernel("kernel", "1.23", layout, true);

    assertThat(kernel.onQemu(kernel.image(folder), "-M", "virtualization=on", "-smp", "2"))
        .isEqualTo(new Kernel.Run(EXPECTED, 0));
  }

  /** Arm ARM B2.7: all memory is Device memory then. QEMU 7.2 lets unaligned accesses pass. */
  @ParameterizedTest
  @ValueSource(strings = {"ram", "rom"})
  void aKernelRunsWithoutTheMmuUpToItsFirstUnalignedAccess(String layout) throws IOException {
    Kernel kernel = new Kernel("kernel", "1.23", layout, true);
    Path image = kernel.image(folder, "--barrier-flag", "1", "--no-mmu");

    assertThat(kernel.onQemu(image)).isEqualTo(new Kernel.Run(EXPECTED, 0));
    assertThat(kernel.onReferenceMachine(image).console())
        .contains("an unaligned access to device memory, which all memory is while the MMU is off")
        .contains("at main.checkStruct");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.19", "1.27"})
  void variablesThatStayInRomCannotBeAssigned(String release) throws IOException {
    Kernel kernel = new Kernel("kernel", release, "rom", false);
    Path image = kernel.image(folder, "--no-move-bss", "--no-mmu");

    Kernel.Run qemu = kernel.onQemu(image);
    assertThat(qemu.console()).contains("global pointer assignment failed");
    assertThat(qemu.status()).isEqualTo(1);
    assertThat(kernel.onReferenceMachine(image).outcome()).isInstanceOf(Outcome.FlashWritten.class);
  }

  @Test
  void theIdentityMapStopsAStoreIntoRomAndNamesThePlace() throws IOException {
    Kernel kernel = new Kernel("kernel", "1.24", "rom", true);
    Path image = kernel.image(folder, "--no-move-bss");

    assertThat(kernel.onQemu(image).console())
        .contains("the kernel took an exception: a write to memory that is read-only")
        .containsPattern("at main\\.makeHeap, .*kernel\\.go:\\d+\n");
  }

  @ParameterizedTest
  @MethodSource("makers")
  void aServiceThatCannotWorkStopsTheMachineWithItsNameAndItsCaller(Kernel kernel)
      throws IOException {
    Path image = kernel.image(folder);
    int line = lineOf(Path.of("../testdata/freestanding/make/kernel.go"), "make([]int");

    String message =
        """

        ingot: runtime.makeslice cannot work in a freestanding kernel: there is no heap
          called by main.allocate, .*/testdata/freestanding/make/kernel.go:%d
          called by main.KernelMain, .*/testdata/freestanding/make/kernel.go:%d
        """
            .formatted(line, line + 5);
    Kernel.Run qemu = kernel.onQemu(image);
    assertThat(qemu.console()).matches(message);
    assertThat(qemu.status()).isEqualTo(1);
    Kernel.ReferenceOutcome reference = kernel.onReferenceMachine(image);
    assertThat(reference.console()).matches(message);
    assertThat(reference.outcome()).isEqualTo(new Outcome.NucleusPanicked(ExitStatus.CRASHED));
  }

  static Stream<Kernel> makers() {
    return Kernel.RELEASES.stream()
        .map(release -> new Kernel("make", release, release.equals("1.21") ? "ram" : "rom", true));
  }

  private static int lineOf(Path source, String text) throws IOException {
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text + " is not in " + source);
  }

  @Test
  void aServiceThatTheKernelReplacesWorks() throws IOException {
    Kernel kernel = new Kernel("make", "1.23", "rom", false);
    Path image = kernel.image(folder, "--redirect", "runtime.makeslice=main.main");

    // main.main calls KernelMain, which calls allocate: the stack ends before that.
    assertThat(kernel.onQemu(image).console())
        .startsWith("\ningot: runtime.morestack")
        .contains("called by main.allocate");
  }

  @Test
  void theSameKernelGivesTheSameImageAndTheSameRecord() throws IOException {
    Kernel kernel = new Kernel("kernel", "1.24", "rom", false);
    Path manifest = folder.resolve("kernel.json");
    Path again = folder.resolve("again.json");

    Path first = kernel.image(folder, "--manifest", manifest.toString());
    Path second = kernel.image(folder, "--manifest", again.toString());

    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(manifest).hasSameTextualContentAs(again);
    assertThat(manifest).content().contains("\"kind\": \"function-entry\"");
  }
}
