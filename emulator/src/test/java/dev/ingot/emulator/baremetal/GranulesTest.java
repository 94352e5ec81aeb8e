package dev.ingot.emulator.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.cpu.CpuModel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of 16 and 64 KiB, as on QEMU. See {@code granules.s}. */
class GranulesTest {
  @TempDir Path directory;

  @BeforeAll
  static void needsTools() {
    BareMetalProgram.assumeInstalled();
  }

  @ParameterizedTest
  @CsvSource({"16, CORTEX_A57", "16, MAX", "14, MAX"})
  void largePagesAreTranslatedAsByQemu(int addressBits, CpuModel cpu) throws Exception {
    BareMetalProgram program =
        BareMetalProgram.assemble("granules.s", Map.of("GRANULE", addressBits), directory);
    String onQemu = program.outputOnQemu("-M", "virt", "-cpu", cpu.qemuName(), "-m", "512M");
    assertThat(program.output(MachineConfig.builder().cpuModel(cpu))).isEqualTo(onQemu);
  }
}
