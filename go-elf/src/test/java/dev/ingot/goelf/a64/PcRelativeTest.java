package dev.ingot.goelf.a64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.goelf.a64.Instruction.AddImmediate;
import dev.ingot.goelf.a64.Instruction.Address;
import dev.ingot.goelf.a64.Instruction.AddressOfPage;
import dev.ingot.goelf.a64.Instruction.Branch;
import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import dev.ingot.goelf.a64.Instruction.CompareAndBranch;
import dev.ingot.goelf.a64.Instruction.ConditionalBranch;
import dev.ingot.goelf.a64.Instruction.LoadStore;
import dev.ingot.goelf.a64.Instruction.TestAndBranch;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The bits alone tell what the decoder tells, which is checked against GNU as. */
class PcRelativeTest {
  private static final long ADDRESS = 0x1234_5678;
  private static final int RANDOM_WORDS = 1_000_000;

  /** Every value of the highest 8 bits, and of the lowest 24 a few. */
  private static int word(SplittableRandom random, int i) {
    return i << 24 | random.nextInt(1 << 24);
  }

  private static OptionalLong targetOf(Instruction instruction) {
    return switch (instruction) {
      case Branch branch -> OptionalLong.of(ADDRESS + branch.offset());
      case BranchWithLink call -> OptionalLong.of(ADDRESS + call.offset());
      case ConditionalBranch branch -> OptionalLong.of(ADDRESS + branch.offset());
      case CompareAndBranch branch -> OptionalLong.of(ADDRESS + branch.offset());
      case TestAndBranch branch -> OptionalLong.of(ADDRESS + branch.offset());
      case Address adr -> OptionalLong.of(ADDRESS + adr.offset());
      case AddressOfPage adrp -> OptionalLong.of(adrp.page(ADDRESS));
      default -> OptionalLong.empty();
    };
  }

  @Test
  void aWordNamesThePlaceThatItsInstructionNames() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < RANDOM_WORDS; i++) {
      int word = word(random, i);
      OptionalLong target = targetOf(Instruction.decode(word));

      assertThat(PcRelative.is(word)).as("%08x", word).isEqualTo(target.isPresent());
      if (target.isPresent()) {
        assertThat(PcRelative.target(ADDRESS, word)).as("%08x", word).isEqualTo(target.getAsLong());
      }
    }
  }

  @Test
  void aWordAddsToThePageWhatItsInstructionAdds() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < RANDOM_WORDS; i++) {
      int word = word(random, i);
      int base = word >>> 5 & 0x1f;
      int expected =
          switch (Instruction.decode(word)) {
            case AddImmediate add when add.wide() && !add.shifted() -> add.immediate();
            case LoadStore access -> access.offset();
            default -> PcRelative.NO_OFFSET;
          };

      assertThat(PcRelative.pageOffset(word, base)).as("%08x", word).isEqualTo(expected);
      assertThat(PcRelative.pageOffset(word, base ^ 1)).isEqualTo(PcRelative.NO_OFFSET);
    }
  }

  @Test
  void aWordThatNamesNoPlaceHasNoTarget() {
    int nop = 0xd503_201f;

    assertThatThrownBy(() -> PcRelative.target(ADDRESS, nop))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("d503201f");
  }
}
