package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.goelf.ElfImage;
import dev.ingot.image.ImageBuilder;
import dev.ingot.image.ImageSpec;
import dev.ingot.linkerscript.Board;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * One run of an image on the reference machine inside this JVM.
 *
 * @param machine as it stands after the run
 * @param result how the run ended
 * @param stdout what the first UART sent
 * @param stderr what the second UART sent
 */
record ReferenceRun(Machine machine, RunResult result, String stdout, String stderr) {
  static final long MEMORY = 512L << 20;

  /** Far above the largest run of a guest program (some 4,000 million), so that a hang ends. */
  private static final RunLimits LIMITS = RunLimits.instructions(40_000_000_000L);

  /** The image of a patched ELF with no arguments, environment or files. */
  static byte[] image(byte[] patchedElf, String name) throws IOException {
    return ImageBuilder.build(
            new ImageSpec(
                ElfImage.of(patchedElf, name),
                List.of(name),
                List.of(),
                Optional.empty(),
                Board.qemuVirt(MEMORY)))
        .bytes();
  }

  static ReferenceRun of(byte[] image) {
    return of(image, MachineConfig.builder());
  }

  /** Runs an image on a machine whose consoles are collected. */
  static ReferenceRun of(byte[] image, MachineConfig.Builder configuration) {
    return of(image, configuration, new ByteArrayOutputStream());
  }

  /** The same for a test that looks at {@code stdout} while the machine runs. */
  static ReferenceRun of(
      byte[] image, MachineConfig.Builder configuration, ByteArrayOutputStream stdout) {
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    Machine machine =
        new Machine(configuration.ramBytes(MEMORY).console0(stdout).console1(stderr).build());
    machine.load(image);
    RunResult result = machine.run(LIMITS);
    return new ReferenceRun(
        machine,
        result,
        stdout.toString(StandardCharsets.UTF_8),
        stderr.toString(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "stdout:\n%sstderr:\n%s%s".formatted(stdout, stderr, result);
  }
}
