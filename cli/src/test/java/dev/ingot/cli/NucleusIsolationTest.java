package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.nucleus.Nucleus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What keeps program and nucleus apart: the rights in the translation tables, and PSTATE.PAN, which
 * makes an access of the nucleus's own to the program's memory a panic. That one is tried with a
 * nucleus whose umask loads from its argument.
 */
class NucleusIsolationTest {
  private static final Path READER = Path.of("../testdata/programs/kernel/read_by_umask.go");
  private static final Path MAPPER = Path.of("../testdata/programs/kernel/map_writable_code.go");
  private static final Path MEMORY = Path.of("../testdata/programs/cpus/memory.go");
  private static final Path HELLO = Path.of("../testdata/programs/hello.go");

  /** 128 + SIGKILL. */
  private static final int KILLED = 137;

  /** {@code ldr x0, [x0]}, and {@code b} without its distance in words (Arm ARM C6.2). */
  private static final int LOAD = 0xf940_0000;

  private static final int BRANCH = 0x1400_0000;
  private static final int BRANCH_DISTANCE = 0x03ff_ffff;

  private static final String SUCCEEDED = "umask returned 0x1234\n";
  private static final String PANIC = "[nucleus] panic: ";

  @TempDir private static Path folder;
  private static ReferenceRun hello;

  @BeforeAll
  static void runHello() throws IOException {
    hello = ReferenceRun.of(image(HELLO));
    assertThat(hello.result().outcome()).as(hello.toString()).isEqualTo(new Outcome.Exited(0));
  }

  @Test
  void nothingIsWritableAndExecutable() {
    assertThat(PageTableWalk.ofNucleus(hello.machine()))
        .isNotEmpty()
        .noneMatch(page -> page.writable() && (page.executableAtEl1() || page.executableAtEl0()));
    assertThat(PageTableWalk.ofProgram(hello.machine()))
        .isNotEmpty()
        .noneMatch(page -> page.writable() && page.executableAtEl0());
  }

  @Test
  void theNucleusExecutesItsTextAlone() {
    long start = symbol("__text_start");
    long end = symbol("__text_end");

    assertThat(PageTableWalk.ofNucleus(hello.machine()))
        .filteredOn(PageTableWalk.Mapping::executableAtEl1)
        .hasSize((int) ((end - start) / 4096))
        .allMatch(page -> page.va() >= start && page.va() < end);
    assertThat(PageTableWalk.ofProgram(hello.machine()))
        .noneMatch(PageTableWalk.Mapping::executableAtEl1);
  }

  @Test
  void theProgramReachesNothingThroughTheNucleusTables() {
    assertThat(PageTableWalk.ofNucleus(hello.machine()))
        .noneMatch(page -> page.forEl0() || page.executableAtEl0());
  }

  @Test
  void theNucleusOwnPagesHaveNoWritableAlias() {
    List<PageTableWalk.Mapping> pages = PageTableWalk.ofNucleus(hello.machine());
    long start = symbol("__text_start");
    long end = symbol("__rodata_end");

    assertThat(pages)
        .filteredOn(page -> page.va() >= start && page.va() < end)
        .isNotEmpty()
        .allSatisfy(
            own ->
                assertThat(pages)
                    .filteredOn(page -> page.holdsPhysical(own.pa()))
                    .containsExactly(own));
  }

  @Test
  void withPanTheNucleusCannotTouchTheProgramsMemoryByChance() throws IOException {
    byte[] image = imageWithReadingUmask();

    ReferenceRun with = ReferenceRun.of(image, MachineConfig.builder().cpuModel(CpuModel.MAX));
    ReferenceRun without =
        ReferenceRun.of(image, MachineConfig.builder().cpuModel(CpuModel.CORTEX_A57));

    assertThat(with.result().outcome()).isInstanceOf(Outcome.NucleusPanicked.class);
    assertThat(with.stderr()).contains(PANIC);
    assertThat(without.result().outcome()).isEqualTo(new Outcome.Exited(0));
    assertThat(without.stdout()).isEqualTo(SUCCEEDED);
  }

  @Test
  @Tag("slow")
  void panStopsTheNucleusOnQemuTooWhichEndsWithTheStatusOfACrash() throws IOException {
    Tool.onPath("qemu-system-aarch64", "it boots the image of this test");
    Path file = Files.write(folder.resolve("reader.img"), imageWithReadingUmask());

    Tool.Result with = runOnQemu(file, "max");
    Tool.Result without = runOnQemu(file, "cortex-a57");

    assertThat(with.status()).as(with.stderr()).isEqualTo(ExitStatus.CRASHED);
    assertThat(with.stdout()).isEmpty();
    assertThat(with.stderr()).contains(PANIC, "[nucleus] internal error: the machine stops");
    assertThat(without.status()).as(without.stderr()).isZero();
    assertThat(without.stdout()).isEqualTo(SUCCEEDED);
  }

  @Test
  void memoryThatIsWritableAndExecutableIsRefused() throws IOException {
    ReferenceRun run = ReferenceRun.of(image(MAPPER));

    assertThat(run.stdout())
        .as(run.toString())
        .isEqualTo("mmap: permission denied\nmprotect: permission denied\nstill 7\n");
  }

  @Test
  @Tag("slow")
  void aProgramThatWantsMoreMemoryThanThereIsEndsAsByLinuxsOutOfMemoryKiller() throws IOException {
    ReferenceRun run = ReferenceRun.of(image(MEMORY, "exhaust"));

    assertThat(run.result().outcome()).as(run.toString()).isEqualTo(new Outcome.Exited(KILLED));
    assertThat(run.stderr())
        .matches(
            "\\[nucleus\\] out of memory: all \\d+ MiB of RAM are in use;"
                + " give the machine more\n");
  }

  private static Tool.Result runOnQemu(Path image, String cpu) throws IOException {
    return IngotProcess.run("run", "-q", "--machine", "qemu", "--cpu", cpu, image.toString());
  }

  private static byte[] imageWithReadingUmask() throws IOException {
    ByteBuffer image = ByteBuffer.wrap(image(READER)).order(ByteOrder.LITTLE_ENDIAN);
    long umask = symbol("sys_umask");
    long branchAt = umask + Integer.BYTES;
    long words = (symbol("syscall_return") - branchAt) / Integer.BYTES;
    int offset = (int) (umask - symbol("__text_start"));
    image.putInt(offset, LOAD);
    image.putInt(offset + Integer.BYTES, BRANCH | (int) words & BRANCH_DISTANCE);
    return image.array();
  }

  private static byte[] image(Path source, String... arguments) throws IOException {
    String name = source.getFileName().toString().replace(".go", "");
    Expectation plain =
        new Expectation(
            name, List.of(arguments), List.of(), Optional.empty(), 0, List.of(), List.of());
    return new GuestImages(folder).image(source, "1.23", false, plain, ReferenceRun.MEMORY);
  }

  private static long symbol(String name) {
    return Nucleus.shipped().addressOf(name).orElseThrow();
  }
}
