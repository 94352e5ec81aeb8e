package dev.ingot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.Form;
import dev.ingot.emulator.oracle.KeptCase;
import dev.ingot.emulator.oracle.QemuOracle;
import dev.ingot.emulator.oracle.RandomWordRun;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random words on QEMU and on ours: 20,000 as a rule, a million by {@code make oracle-words}. The
 * system property {@code ingot.words} says how many, {@code ingot.oracle.seed} which ones.
 *
 * <p>A mismatch is printed as a line that can be added to {@code kept-cases.txt}.
 */
@Tag("slow")
class RandomWordsTest {
  /** Of those that the property says, {@link PrivilegedWordsTest} runs the fifth that is left. */
  private static final int WORDS = Integer.getInteger("ingot.words", 20_000) * 2 / 5;

  private static final long SEED = Long.getLong("ingot.oracle.seed", 20260101);

  /** Bits 28:26 of branches, exceptions and system instructions: the driver would lose control. */
  private static final int LEAVES_DRIVER = 0b101;

  /** Where QEMU 7.2 is laxer than the manual about alignment. */
  private static final Set<String> LAX_ABOUT_ALIGNMENT =
      Set.of("STXR, STLXR", "STXP, STLXP", "LDAPR");

  @TempDir Path directory;

  @BeforeAll
  static void needsQemu() {
    assumeTrue(
        QemuOracle.isAvailable(),
        "needs qemu-aarch64, aarch64-linux-gnu-as and aarch64-linux-gnu-ld on the PATH");
  }

  private static boolean isLeftOut(Form form) {
    return (form.value() >>> 26 & 0b111) == LEAVES_DRIVER
        || LAX_ABOUT_ALIGNMENT.contains(form.name());
  }

  private RandomWordRun run(CpuModel model) throws Exception {
    return new RandomWordRun(model, InstructionSet.forms(), RandomWordsTest::isLeftOut, directory);
  }

  @Test
  void anyWordEndsAsOnACortexA57() throws Exception {
    System.out.printf("random words: %d, seed %d%n", WORDS, SEED);
    assertThat(run(CpuModel.CORTEX_A57).anyWords(WORDS, SEED)).isEmpty();
  }

  @Test
  void everyFieldOfEveryFormMeansTheSame() throws Exception {
    List<Form> forms = InstructionSet.forms().stream().filter(form -> !isLeftOut(form)).toList();
    System.out.printf("words of %d forms: %d, seed %d%n", forms.size(), WORDS, SEED);
    assertThat(run(CpuModel.MAX).wordsOf(forms, WORDS, SEED)).isEmpty();
  }

  @Test
  void whatOnceDifferedDoesNotAnyMore() throws Exception {
    try (InputStream in = QemuOracle.class.getResourceAsStream("kept-cases.txt")) {
      List<KeptCase> cases =
          KeptCase.parse(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
      assertThat(run(CpuModel.CORTEX_A57).kept(cases)).isEmpty();
    }
  }
}
