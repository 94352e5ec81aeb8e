package dev.ingot.emulator.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EL2 from reset, as on QEMU with {@code virtualization=on}. See {@code hypervisor.s}. */
class HypervisorTest {
  @TempDir Path directory;

  @BeforeAll
  static void needsTools() {
    BareMetalProgram.assumeInstalled();
  }

  @Test
  void el2DoesWhatQemusDoes() throws Exception {
    BareMetalProgram program = BareMetalProgram.assemble("hypervisor.s", Map.of(), directory);
    String onQemu =
        program.outputOnQemu(
            "-M", "virt,gic-version=3,virtualization=on", "-cpu", "cortex-a57", "-smp", "2");
    assertThat(
            program.output(MachineConfig.builder().cpuCount(2).gic(GicVersion.V3).hypervisor(true)))
        .isEqualTo(onQemu);
  }
}
