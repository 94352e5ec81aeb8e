package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.Translator;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.image.ImageBuilder;
import dev.ingot.image.ImageSpec;
import dev.ingot.linkerscript.Board;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Go programs run the same, to the instruction, whether their hot code is translated or not. */
class TranslatedProgramsTest {
  private static final Path PREBUILT = Path.of("../testdata/prebuilt");
  private static final long MEMORY = 512L << 20;
  private static final long MOST_INSTRUCTIONS = 2_000_000_000L;

  /** All that can be seen of a run. */
  private record Shown(RunResult result, String stdout, String stderr) {}

  @ParameterizedTest
  @ValueSource(strings = {"hello-go1.23", "panic-go1.23"})
  void translationChangesNeitherOutputNorInstructionCount(String program) throws IOException {
    byte[] image = image(program);
    Shown interpreted = run(image, Translator.OFF);
    assertThat(interpreted.stdout() + interpreted.stderr()).isNotEmpty();
    assertThat(run(image, Translator.ON)).isEqualTo(interpreted);
  }

  @Test
  void translatingNearlyEverythingChangesNothingEither() throws IOException {
    byte[] image = image("hello-go1.23");
    assertThat(run(image, Translator.EAGER)).isEqualTo(run(image, Translator.OFF));
  }

  private static Shown run(byte[] image, Translator translator) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    Machine machine =
        new Machine(
            MachineConfig.builder()
                .ramBytes(MEMORY)
                .translator(translator)
                .console0(stdout)
                .console1(stderr)
                .build());
    machine.load(image);
    RunResult result = machine.run(RunLimits.instructions(MOST_INSTRUCTIONS));
    return new Shown(
        result, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
  }

  private static byte[] image(String program) throws IOException {
    GoProgram parsed = GoProgram.of(ElfImage.read(PREBUILT.resolve(program)));
    PatchPlan plan = Patcher.plan(parsed, PatchOptions.forBoot());
    return ImageBuilder.build(
            new ImageSpec(
                ElfImage.of(plan.emit(), program),
                List.of(program),
                List.of(),
                Optional.empty(),
                Board.qemuVirt(MEMORY)))
        .bytes();
  }
}
