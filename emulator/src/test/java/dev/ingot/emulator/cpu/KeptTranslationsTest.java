package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ingot.emulator.translator.KeptTranslations;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Translations go from one CPU to another by a file, and run where the same instructions are. */
class KeptTranslationsTest {
  private static final String MAKER = "a test";
  private static final int NEVER = 1_000_000;

  /** Arrivals that make a place hot if its translation is kept. */
  private static final int ARRIVALS_IF_KEPT = 64;

  /** On another page than the loop that calls it. */
  private static final long FUNCTION = CpuFixture.CODE + 4096;

  private static final int ADD_X2_1 = 0x9100_0442;
  private static final int ADD_X2_16 = 0x9100_4042;
  private static final int RET = 0xd65f_03c0;

  /** Calls the function unless x9 is zero, and stores w5 at x6 unless x10 is. */
  private static final int[] LOOP = {
    0xb400_0049, // cbz x9, .+8
    0x9400_03ff, // bl FUNCTION
    0xb400_004a, // cbz x10, .+8
    0xb900_00c5, // str w5, [x6]
    0x9100_0463, // add x3, x3, #1
    0x17ff_fffb, // b .-20
  };

  // Instructions of a round.
  private static final int CALLING = 7;
  private static final int STORING = 5;
  private static final int DOING_NEITHER = 4;

  private static CpuFixture loop(CpuFixture cpu, int functionsFirst) {
    cpu.identityMapped().program(LOOP).words(FUNCTION, functionsFirst, RET);
    cpu.cpu.x[9] = 1;
    cpu.cpu.x[6] = FUNCTION;
    return cpu;
  }

  /** A file with what a CPU has translated of the loop. */
  private static byte[] file() {
    KeptTranslations kept = new KeptTranslations();
    loop(CpuFixture.keeping(kept, 1), ADD_X2_1).run(20 * CALLING);
    return kept.toBytes(MAKER);
  }

  private static KeptTranslations kept() throws IOException {
    return KeptTranslations.read(file(), MAKER);
  }

  private static long regions(CpuFixture cpu) {
    return cpu.interpreter.statistics().regions();
  }

  @Test
  void whatIsKeptRunsLongBeforeItsPlaceIsHot() throws IOException {
    CpuFixture cpu = loop(CpuFixture.keeping(kept(), NEVER), ADD_X2_1);
    cpu.run((ARRIVALS_IF_KEPT - 1) * CALLING);
    assertThat(regions(cpu)).isZero();
    cpu.run(CALLING);
    assertThat(regions(cpu)).isPositive();
    cpu.run(100 * CALLING);
    assertThat(cpu.cpu.x(2)).isEqualTo(ARRIVALS_IF_KEPT + 100);
    assertThat(cpu.interpreter.statistics().translatedInstructions()).isPositive();
  }

  @Test
  void whatIsKeptIsNotTranslatedAgain() throws IOException {
    KeptTranslations kept = kept();
    int before = kept.count();
    CpuFixture cpu = loop(CpuFixture.keeping(kept, 1), ADD_X2_1);
    cpu.run(20 * CALLING);
    assertThat(regions(cpu)).isPositive();
    assertThat(kept.count()).isEqualTo(before).isPositive();
  }

  @Test
  void otherInstructionsAtTheSameAddressesAreTranslatedAnew() throws IOException {
    KeptTranslations kept = kept();
    CpuFixture interpreting = loop(CpuFixture.keeping(kept, NEVER), ADD_X2_16);
    interpreting.run(200 * CALLING);
    assertThat(interpreting.cpu.x(2)).isEqualTo(200 * 16);
    assertThat(regions(interpreting)).isZero();

    int before = kept.count();
    CpuFixture translating = loop(CpuFixture.keeping(kept, 1), ADD_X2_16);
    translating.run(200 * CALLING);
    assertThat(translating.cpu.x(2)).isEqualTo(200 * 16);
    assertThat(kept.count()).isGreaterThan(before);
  }

  @Test
  void aWriteToAPageOfWhichNothingWasDecodedSinceDiscardsWhatIsKeptOfIt() throws IOException {
    CpuFixture cpu = loop(CpuFixture.keeping(kept(), NEVER), ADD_X2_1);
    cpu.run(5 * CALLING);
    // Nothing of the function is decoded any more behind this.
    cpu.cpu.x[9] = 0;
    cpu.cpu.x[10] = 1;
    cpu.cpu.x[5] = ADD_X2_1;
    cpu.run(STORING);
    cpu.cpu.x[10] = 0;
    cpu.run(100 * DOING_NEITHER);
    assertThat(regions(cpu)).isPositive();
    cpu.cpu.x[10] = 1;
    cpu.cpu.x[5] = ADD_X2_16;
    cpu.run(STORING);
    cpu.cpu.x[9] = 1;
    cpu.cpu.x[10] = 0;
    cpu.run(10 * CALLING);
    assertThat(cpu.cpu.x(2)).isEqualTo(5 + 10 * 16);
  }

  @Test
  void aFileOfAnotherMakerIsRefused() {
    assertThatIOException()
        .isThrownBy(() -> KeptTranslations.read(file(), "another"))
        .withMessage("made with a test instead of another");
  }

  @Test
  void aFileThatIsCutShortIsRefused() {
    byte[] file = file();
    for (int length = 0; length < file.length; length += 1 + length / 64) {
      byte[] part = Arrays.copyOf(file, length);
      assertThatIOException()
          .as("%d bytes", length)
          .isThrownBy(() -> KeptTranslations.read(part, MAKER));
    }
  }

  @Test
  void aFileWithAnotherByteIsRefused() {
    byte[] file = file();
    for (int at = 0; at < file.length; at += 1 + at / 64) {
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertThatIOException()
          .as("byte %d", at)
          .isThrownBy(() -> KeptTranslations.read(changed, MAKER));
    }
  }
}
