package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.device.probe.QemuProbe;
import dev.ingot.emulator.oracle.PrivilegedRun;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random branches, exceptions, system words and faulting accesses at EL0 and EL1 on QEMU and on
 * ours. The system properties are those of {@link RandomWordsTest}; of its words this takes a
 * fifth.
 */
@Tag("slow")
class PrivilegedWordsTest {
  private static final int WORDS = Integer.getInteger("ingot.words", 20_000) / 5;
  private static final long SEED = Long.getLong("ingot.oracle.seed", 20260101);

  @TempDir Path directory;

  @BeforeAll
  static void needsQemu() {
    QemuProbe.assumeInstalled();
    assumeTrue(
        QemuProbe.isInstalled("aarch64-linux-gnu-objcopy"),
        "aarch64-linux-gnu-objcopy is not installed");
  }

  private PrivilegedRun run(CpuModel model) throws Exception {
    return new PrivilegedRun(model, InstructionSet.forms(), directory);
  }

  @ParameterizedTest
  @EnumSource(names = {"CORTEX_A57", "MAX"})
  void wordsDoWhatTheyDoOnQemu(CpuModel model) throws Exception {
    System.out.printf("privileged words: %d, %s, seed %d%n", WORDS / 2, model.qemuName(), SEED);
    assertThat(run(model).words(WORDS / 2, SEED)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"CORTEX_A57", "MAX"})
  void whatOnceDifferedDoesNotAnyMore(CpuModel model) throws Exception {
    String file = "privileged-cases-%s.txt".formatted(model.qemuName());
    try (InputStream in = PrivilegedRun.class.getResourceAsStream(file)) {
      String cases = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(run(model).kept(cases)).isEmpty();
    }
  }
}
