package dev.ingot.emulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.translator.BytecodeTranslator.GeneratedClass;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BytecodeTranslatorTest {
  private static final int PAGE_WORDS = 1024;
  private static final int STRH_POST_INDEX = 0x7800_2420; // strh w0, [x1], #2
  private static final int SVC = 0xd400_0001;
  private static final int RET = 0xd65f_03c0;
  private static final int NOP = 0xd503_201f;

  private final BytecodeTranslator translator =
      new BytecodeTranslator(new InstructionTable(BaseForms.all(), CpuModel.MAX.features()));

  private static int[] pageOf(int word) {
    int[] words = new int[PAGE_WORDS];
    Arrays.fill(words, word);
    return words;
  }

  @Test
  void theLongestCodeStaysBelowWhatHotSpotCompiles() {
    Optional<GeneratedClass> generated = translator.generate(pageOf(STRH_POST_INDEX), 0);
    assertThat(generated)
        .hasValueSatisfying(
            it ->
                assertThat(BytecodeTranslator.largestMethod(it.bytes()))
                    .isGreaterThan(BytecodeTranslator.MOST_BYTES / 4)
                    .isLessThan(BytecodeTranslator.MOST_BYTES));
  }

  @Test
  void aRegionMayEndWithThePage() {
    assertThat(translator.translate(pageOf(NOP), PAGE_WORDS - 1)).isPresent();
  }

  @Test
  void aSystemCallIsLeftToTheInterpreter() {
    assertThat(translator.translate(pageOf(SVC), 0)).isEmpty();
  }

  @Test
  void aLoneReturnIsLeftToTheInterpreter() {
    assertThat(translator.translate(pageOf(RET), 0)).isEmpty();
  }
}
