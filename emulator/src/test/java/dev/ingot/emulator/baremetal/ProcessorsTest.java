package dev.ingot.emulator.baremetal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.fdt.VirtBoard.GicVersion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several CPUs at work together, as on QEMU: PSCI, exclusives and atomics, SGIs, private timers,
 * TLB maintenance by broadcast, code that another CPU changes. See {@code processors.s}.
 */
class ProcessorsTest {
  @TempDir Path directory;

  @BeforeAll
  static void needsTools() {
    BareMetalProgram.assumeInstalled();
  }

  private BareMetalProgram program(int cpus, int gic) throws Exception {
    return BareMetalProgram.assemble("processors.s", Map.of("CPUS", cpus, "GIC", gic), directory);
  }

  private static MachineConfig.Builder machine(int cpus, int gic) {
    return MachineConfig.builder()
        .cpuModel(CpuModel.MAX)
        .cpuCount(cpus)
        .gic(gic == 2 ? GicVersion.V2 : GicVersion.V3);
  }

  @ParameterizedTest
  @CsvSource({"2, 3", "3, 2", "8, 2", "8, 3"})
  void theyDoWhatQemusDo(int cpus, int gic) throws Exception {
    BareMetalProgram program = program(cpus, gic);
    String onQemu =
        program.outputOnQemu(
            "-M", "virt,gic-version=" + gic, "-cpu", "max", "-smp", Integer.toString(cpus));
    assertThat(program.output(machine(cpus, gic))).isEqualTo(onQemu);
  }

  @Test
  void theyDoTheSameTranslated() throws Exception {
    BareMetalProgram program = program(4, 3);
    assertThat(program.output(machine(4, 3).translator(Translator.EAGER)))
        .isEqualTo(program.output(machine(4, 3)));
  }

  @Test
  void theSameRunTakesTheSameInstructionsAndTheSameTime() throws Exception {
    BareMetalProgram program = program(4, 3);
    assertThat(program.run(machine(4, 3))).isEqualTo(program.run(machine(4, 3)));
  }
}
