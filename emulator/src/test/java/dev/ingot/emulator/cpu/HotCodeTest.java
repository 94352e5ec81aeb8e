package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.base.BaseForms;
import dev.ingot.emulator.memory.RamPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found hot, when it is translated, and how regions are run. */
class HotCodeTest {
  private static final int THRESHOLD = 5;
  private static final long ELSEWHERE = CpuFixture.CODE + 64;
  private static final int ADD_X3_1 = 0x9100_0463;
  private static final int BLR_X5 = 0xd63f_00a0;
  private static final int RET = 0xd65f_03c0;
  private static final int B_BACK_1 = 0x17ff_ffff;

  /** Entries that the translator was asked for. */
  private final List<Long> asked = new ArrayList<>();

  private int regionRuns;

  private CpuFixture loop(Optional<Region> region) {
    return loop(region, TranslationPolicy.atOnce(THRESHOLD));
  }

  private CpuFixture loop(Optional<Region> region, TranslationPolicy policy) {
    RegionTranslator translator =
        (code, entry) -> {
          asked.add(entry);
          return region.map(OfThisPage::new);
        };
    return translating(translator, policy).program(ADD_X3_1, B_BACK_1);
  }

  private static CpuFixture translating(RegionTranslator translator, TranslationPolicy policy) {
    InstructionTable table = new InstructionTable(BaseForms.all(), CpuModel.MAX.features());
    return new CpuFixture(
            CpuModel.MAX,
            CpuEnvironment.alone(),
            cpu -> new Interpreter(cpu, table, translator, policy))
        .identityMapped();
  }

  private record OfThisPage(Region region) implements RegionTranslator.Plan {
    @Override
    public Region translate(RegionFrame frame) {
      return region;
    }

    @Override
    public Set<Long> pages() {
      return Set.of(CpuFixture.CODE);
    }
  }

  /** One round of the loop. */
  private final class OneRound extends Region {
    OneRound() {
      super(
          1, List.of(new InterpreterExit(Reason.SLICE_ENDS, CpuFixture.CODE, 0, LazyFlags.MIXED)));
    }

    @Override
    public int run(RegionFrame frame) {
      regionRuns++;
      if (frame.remaining < 2) {
        return FIRST_INTERPRETER_EXIT;
      }
      frame.x[3]++;
      frame.remaining -= 2;
      frame.pc = CpuFixture.CODE;
      return 0;
    }
  }

  @Test
  void theTargetOfABackwardBranchIsTranslatedWhenReachedOftenEnough() {
    CpuFixture loop = loop(Optional.of(new OneRound()));
    loop.run(2 * (THRESHOLD - 1));
    assertThat(asked).isEmpty();
    loop.run(2);
    assertThat(asked).containsExactly(CpuFixture.CODE);
    assertThat(regionRuns).isZero();
  }

  @Test
  void regionsFollowOneAnotherToTheLastInstructionOfTheSlice() {
    CpuFixture loop = loop(Optional.of(new OneRound()));
    loop.run(2 * THRESHOLD);
    loop.interpreter.run(7);
    assertThat(regionRuns).isEqualTo(5); // Three rounds, and twice too little is left.
    assertThat(loop.cpu.x(3)).isEqualTo(THRESHOLD + 4);
    assertThat(loop.cpu.pc()).isEqualTo(CpuFixture.CODE + 4);
  }

  @Test
  void aPlaceThatCannotBeTranslatedIsAskedForOnceAndThePlaceBehindItCounts() {
    CpuFixture loop = loop(Optional.empty());
    loop.run(100);
    assertThat(asked).containsExactly(CpuFixture.CODE, CpuFixture.CODE + 4);
    assertThat(loop.cpu.x(3)).isEqualTo(50);
  }

  /** Where BLR is known to lead when its function has become hot. */
  private OptionalLong calledFromBlr(long firstFunction, long secondFunction) {
    List<OptionalLong> known = new ArrayList<>();
    RegionTranslator translator =
        (code, entry) -> {
          known.add(code.calledFrom(CpuFixture.CODE));
          return Optional.empty();
        };
    CpuFixture caller = translating(translator, TranslationPolicy.atOnce(THRESHOLD));
    caller.program(BLR_X5, B_BACK_1).words(ELSEWHERE, RET, RET);
    caller.cpu.x[5] = firstFunction;
    caller.run(3);
    caller.cpu.x[5] = secondFunction;
    caller.run(3 * THRESHOLD);
    return known.getFirst();
  }

  @Test
  void aBlrThatHasLedToOneFunctionIsKnownToCallIt() {
    assertThat(calledFromBlr(ELSEWHERE, ELSEWHERE)).hasValue(ELSEWHERE);
  }

  @Test
  void nothingIsKnownOfABlrThatHasLedToTwoFunctions() {
    assertThat(calledFromBlr(ELSEWHERE, ELSEWHERE + 4)).isEmpty();
  }

  @Test
  void aPageThatChangedIsTranslatedAnew() {
    CpuFixture loop = loop(Optional.of(new OneRound()));
    loop.run(2 * THRESHOLD);
    loop.program(ADD_X3_1);
    loop.run(2 * THRESHOLD + 2);
    assertThat(asked).containsExactly(CpuFixture.CODE, CpuFixture.CODE);
  }

  @Test
  void theOldestRegionGivesWayWhenThereAreTooMany() {
    CpuFixture loop = loop(Optional.of(new OneRound()), new TranslationPolicy(THRESHOLD, false, 1));
    loop.words(ELSEWHERE, ADD_X3_1, B_BACK_1);
    for (long va : new long[] {CpuFixture.CODE, ELSEWHERE, CpuFixture.CODE}) {
      loop.startAt(va).run(2 * THRESHOLD);
    }
    assertThat(asked).containsExactly(CpuFixture.CODE, ELSEWHERE, CpuFixture.CODE);
    assertThat(regionRuns).isZero();
  }

  @Test
  void aRegionDoesNotRunWhereAnotherPageIsMapped() {
    CpuFixture loop = loop(Optional.of(new OneRound()));
    loop.run(2 * THRESHOLD);
    int before = regionRuns;
    long elsewhere = CpuFixture.CODE + 2 * RamPage.BYTES;
    loop.words(elsewhere, ADD_X3_1, B_BACK_1);
    PageTables other = new PageTables(loop.physical, CpuFixture.DATA);
    other.map(CpuFixture.CODE, elsewhere, PageTables.KERNEL);
    loop.cpu.regime.ttbr0 = other.root();
    loop.cpu.memory.invalidateAll();
    loop.run(4);
    assertThat(regionRuns).isEqualTo(before);
  }
}
