package dev.ingot.emulator.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import dev.ingot.emulator.device.probe.HostProgram;
import dev.ingot.emulator.device.probe.QemuProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Debian's own arm64 kernel boots to its init on this machine as it does on QEMU.
 *
 * <p>{@code .ci/install-oracles} puts the kernel of the package linux-image-cloud-arm64 in place;
 * the system property {@code ingot.linux} names another {@code Image} file.
 */
@Tag("slow")
class DebianKernelTest {
  private static final Path KERNEL =
      Path.of(
          System.getProperty("ingot.linux", "/usr/local/share/ingot-oracles/linux-arm64/Image"));

  private static final String ARGUMENTS = "console=ttyAMA0";
  private static final int CPUS = 4;
  private static final RunLimits LIMITS = RunLimits.instructions(3_000_000_000L);
  private static final Pattern TIME = Pattern.compile("(?m)^\\[ *[0-9.]+] ");

  /** What the kernel says when something is wrong. */
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "BUG|WARNING|Oops|Call trace|stall|Kernel panic|Unable to handle|soft lockup");

  /** Lines that only depend on what the machine can do. */
  private static final Pattern COMPARED =
      Pattern.compile(
          "Booting Linux|Linux version|smp: Brought up|SMP: Total|Run /init|init on|reboot:");

  @TempDir Path directory;
  private byte[] disk;

  @BeforeEach
  void needsKernelAndTools() throws Exception {
    assumeTrue(
        Files.isReadable(KERNEL), KERNEL + " is missing: .ci/install-oracles puts it in place");
    QemuProbe.assumeInstalled();
    Path source = directory.resolve("init.s");
    try (InputStream in = DebianKernelTest.class.getResourceAsStream("init.s")) {
      Files.copy(in, source);
    }
    HostProgram host = new HostProgram(directory);
    host.run("aarch64-linux-gnu-as", "-o", "init.o", "init.s");
    host.run("aarch64-linux-gnu-ld", "-s", "-o", "init", "init.o");
    disk = InitialRamDisk.with("init", Files.readAllBytes(directory.resolve("init")));
  }

  @Test
  void itBootsToItsInitAsOnQemu() throws Exception {
    String here = withoutTimes(console(machine()));
    assertThat(here).doesNotContainPattern(COMPLAINT);
    assertThat(compared(here)).isEqualTo(compared(withoutTimes(onQemu())));
    assertThat(here).contains(", " + CPUS + " CPUs\nreboot: Power down");
  }

  @Test
  void startedAtEl2ItKeepsTheHypervisorForItself() throws Exception {
    String here = withoutTimes(console(machine().cpuCount(2).hypervisor(true)));
    assertThat(here).doesNotContainPattern(COMPLAINT);
    assertThat(here)
        .contains("CPU: All CPU(s) started at EL2")
        .contains("Hyp mode initialized successfully")
        .contains(", 2 CPUs\n");
  }

  private static MachineConfig.Builder machine() {
    return MachineConfig.builder()
        .cpuModel(CpuModel.CORTEX_A57)
        .cpuCount(CPUS)
        .gic(GicVersion.V3)
        .translator(Translator.ON);
  }

  private String console(MachineConfig.Builder configuration) throws IOException {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    Machine machine = new Machine(configuration.console0(console).bootArguments(ARGUMENTS).build());
    machine.load(Files.readAllBytes(KERNEL), disk);
    RunResult result = machine.run(LIMITS);
    String text = console.toString(StandardCharsets.ISO_8859_1);
    assertThat(result.outcome()).as(text).isEqualTo(new Outcome.PoweredOff());
    return text;
  }

  private String onQemu() throws Exception {
    Path archive = directory.resolve("initrd");
    Files.write(archive, disk);
    return new HostProgram(directory)
        .run(
            "qemu-system-aarch64",
            "-M",
            "virt,gic-version=3",
            "-cpu",
            "cortex-a57",
            "-smp",
            Integer.toString(CPUS),
            "-m",
            "512",
            "-display",
            "none",
            "-monitor",
            "none",
            "-serial",
            "stdio",
            "-nic",
            "none",
            "-kernel",
            KERNEL.toString(),
            "-initrd",
            archive.toString(),
            "-append",
            ARGUMENTS);
  }

  private static String withoutTimes(String console) {
    return TIME.matcher(console.replace("\r", "")).replaceAll("");
  }

  private static List<String> compared(String console) {
    return console.lines().filter(line -> COMPARED.matcher(line).find()).toList();
  }
}
