package dev.ingot.emulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.InstructionTable;
import dev.ingot.emulator.cpu.RegionTranslator.CodeView;
import dev.ingot.emulator.cpu.RegionTranslator.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BytecodeTranslatorTest {
  private static final long CODE = 0x40_0000;
  private static final int STRH_POST_INDEX = 0x7800_2420; // strh w0, [x1], #2
  private static final int ADD_X0_1 = 0x9100_0400;
  private static final int MOST_INSTRUCTIONS = 20;
  private static final int BLR_X5 = 0xd63f_00a0;
  private static final int BL_FORWARD_17 = 0x9400_0011;
  private static final int BL_FORWARD_2 = 0x9400_0002;
  private static final int CBZ_X0_FORWARD_2 = 0xb400_0040;
  private static final int SVC = 0xd400_0001;
  private static final int RET = 0xd65f_03c0;
  private static final int NOP = 0xd503_201f;

  private final BytecodeTranslator translator =
      new BytecodeTranslator(new InstructionTable(BaseForms.all(), CpuModel.MAX.features()), true);

  /** Code that has all been executed and then goes on for ever with {@code last}. */
  private static CodeView code(int last, int... first) {
    return code(OptionalLong.empty(), last, first);
  }

  /** The same, where BLR has always led to one place. */
  private static CodeView code(OptionalLong called, int last, int... first) {
    return new CodeView() {
      @Override
      public boolean wasExecuted(long va) {
        return true;
      }

      @Override
      public boolean isExecutable(long va) {
        return true;
      }

      @Override
      public int word(long va) {
        long index = (va - CODE) / Integer.BYTES;
        return index >= 0 && index < first.length ? first[(int) index] : last;
      }

      @Override
      public OptionalLong calledFrom(long va) {
        return called;
      }

      @Override
      public boolean alignmentMatters() {
        return false;
      }
    };
  }

  private List<Long> addresses(CodeView view) {
    RegionFinder finder =
        new RegionFinder(
            new InstructionDecoder(
                new InstructionTable(BaseForms.all(), CpuModel.MAX.features()), true),
            view,
            MOST_INSTRUCTIONS,
            true);
    return finder.blocksFrom(CODE).stream().map(block -> block.start().address()).toList();
  }

  @Test
  void theLongestCodeStaysBelowWhatHotSpotCompiles() {
    BytecodeTranslator.RecordedPlan plan =
        (BytecodeTranslator.RecordedPlan)
            translator.plan(code(STRH_POST_INDEX), CODE).orElseThrow();
    assertThat(BytecodeTranslator.largestMethod(plan.generate().bytes()))
        .isGreaterThan(BytecodeTranslator.MOST_BYTES / 4)
        .isLessThan(BytecodeTranslator.MOST_BYTES);
  }

  @Test
  void aRegionGoesOnBehindItsPage() {
    assertThat(translator.plan(code(NOP), CODE - 4))
        .get()
        .extracting(Plan::pages)
        .isEqualTo(Set.of(CODE - 4096, CODE));
  }

  @Test
  void aSystemCallIsLeftToTheInterpreter() {
    assertThat(translator.plan(code(SVC), CODE)).isEmpty();
  }

  @Test
  void aLoneReturnIsLeftToTheInterpreter() {
    assertThat(translator.plan(code(RET), CODE)).isEmpty();
  }

  @Test
  void aCalledFunctionIsPartOfTheRegionAndSoIsWhatFollowsItsReturn() {
    assertThat(addresses(code(SVC, BL_FORWARD_2, SVC, ADD_X0_1, RET)))
        .containsExactly(CODE, CODE + 4, CODE + 8);
  }

  @Test
  void aFunctionForWhichTheCallerLeavesNoRoomIsNotTakenInInPart() {
    int[] words = new int[MOST_INSTRUCTIONS + 4];
    Arrays.fill(words, NOP);
    words[0] = CBZ_X0_FORWARD_2;
    words[1] = BL_FORWARD_17;
    words[16] = SVC;
    words[words.length - 1] = RET;
    assertThat(addresses(code(SVC, words))).containsExactly(CODE, CODE + 4, CODE + 8);
  }

  @Test
  void aFunctionThatBlrHasAlwaysCalledIsPartOfTheRegion() {
    OptionalLong function = OptionalLong.of(CODE + 8);
    assertThat(addresses(code(function, SVC, BLR_X5, SVC, ADD_X0_1, RET)))
        .containsExactly(CODE, CODE + 4, CODE + 8);
  }

  @Test
  void aBlrThatHasCalledSeveralFunctionsEndsTheRegion() {
    assertThat(addresses(code(SVC, BLR_X5, SVC, ADD_X0_1, RET))).containsExactly(CODE);
  }

  @Test
  void whatWasNeverExecutedIsNotPartOfTheRegion() {
    CodeView all = code(RET, CBZ_X0_FORWARD_2, ADD_X0_1);
    CodeView view =
        new CodeView() {
          @Override
          public boolean wasExecuted(long va) {
            return va != CODE + 4;
          }

          @Override
          public boolean isExecutable(long va) {
            return all.isExecutable(va);
          }

          @Override
          public int word(long va) {
            return all.word(va);
          }

          @Override
          public OptionalLong calledFrom(long va) {
            return all.calledFrom(va);
          }

          @Override
          public boolean alignmentMatters() {
            return all.alignmentMatters();
          }
        };
    assertThat(addresses(view)).containsExactly(CODE, CODE + 8);
  }
}
