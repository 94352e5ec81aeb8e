package dev.ingot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Translator;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same inputs give the same run: each instruction with all registers, by a hash. */
@Tag("slow")
class TraceHashTest {
  private static final Path HELLO = Path.of("../testdata/prebuilt/hello-go1.23");

  /** Instructions between two looks where regions of translated code may run in between. */
  private static final long APART = 997;

  @TempDir private static Path directory;
  private static byte[] image;

  @BeforeAll
  static void makeImage() throws IOException {
    GoProgram program = GoProgram.of(ElfImage.read(HELLO));
    image =
        ReferenceRun.image(Patcher.plan(program, PatchOptions.forBoot()).emit(), "hello-go1.23");
  }

  private static MachineConfig.Builder interpreting() {
    return MachineConfig.builder().translator(Translator.OFF);
  }

  @Test
  void twoRunsHaveTheSameTrace() {
    assertThat(TraceHash.of(image, 1, interpreting()))
        .isEqualTo(TraceHash.of(image, 1, interpreting()));
  }

  @Test
  void anotherSeedGivesAnotherTrace() {
    assertThat(TraceHash.of(image, 1, interpreting().rngSeed(1)))
        .isNotEqualTo(TraceHash.of(image, 1, interpreting().rngSeed(2)));
  }

  @Test
  void translatedCodeComesByTheSameStates() {
    assertThat(TraceHash.of(image, APART, interpreting().translator(Translator.EAGER)))
        .isEqualTo(TraceHash.of(image, APART, interpreting()));
  }

  @Test
  void theSettingsOfTheJvmDoNotMatter() throws IOException {
    Path file = directory.resolve("hello.img");
    Files.write(file, image);
    String compiled = inJvm(file, "-XX:+UseParallelGC");
    String interpreted = inJvm(file, "-Xint", "-XX:+UseSerialGC", "-Xss512k", "-Duser.language=tr");
    assertThat(interpreted).isEqualTo(compiled);
  }

  private static String inJvm(Path file, String... settings) throws IOException {
    Tool java = new Tool(Path.of(System.getProperty("java.home"), "bin", "java"));
    List<String> command = new ArrayList<>(List.of(settings));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TraceHash.class.getName(), file.toString()));
    Tool.Result result = java.run(Map.of(), command);
    assertThat(result.status()).as(result.stderr()).isZero();
    return result.stdout();
  }
}
