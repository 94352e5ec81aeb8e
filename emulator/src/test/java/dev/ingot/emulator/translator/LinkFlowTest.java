package dev.ingot.emulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.translator.ControlTransfer.Branch;
import dev.ingot.emulator.translator.ControlTransfer.CompareBranch;
import dev.ingot.emulator.translator.Instruction.MoveImmediate;
import dev.ingot.emulator.translator.MemoryInstruction.Load;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which loads of a region follow links. */
class LinkFlowTest {
  private static final int DOUBLEWORD = 3;
  private static final long FIRST = 0x1000;
  private static final long SECOND = 0x2000;

  private static Load load(int d, int base, long offset) {
    return new Load(d, new Address.Offset(base, offset), DOUBLEWORD, false, true, false);
  }

  private static BasicBlock block(long address, Instruction... instructions) {
    return new BasicBlock(new Place(address, CallPath.OUTSIDE), List.of(instructions));
  }

  @Test
  void aLoadOfItsNextAddressInALoopFollowsLinks() {
    Load next = load(3, 3, 8);
    BasicBlock loop = block(FIRST, load(4, 3, 0), next, new Branch(FIRST));
    assertThat(LinkFlow.links(List.of(loop))).containsExactly(next);
  }

  @Test
  void bothLoadsOfAWalkDownATreeFollowLinks() {
    Load left = load(3, 3, 8);
    Load right = load(3, 3, 16);
    BasicBlock compare = block(FIRST, new CompareBranch(4, true, true, SECOND));
    BasicBlock toTheLeft = block(FIRST + Integer.BYTES, left, new Branch(FIRST));
    BasicBlock toTheRight = block(SECOND, right, new Branch(FIRST));
    assertThat(LinkFlow.links(List.of(compare, toTheLeft, toTheRight)))
        .containsExactlyInAnyOrder(left, right);
  }

  @Test
  void aLoadThatIsNotInALoopFollowsNoLinks() {
    BasicBlock block = block(FIRST, load(3, 3, 0), new Branch(SECOND));
    assertThat(LinkFlow.links(List.of(block))).isEmpty();
  }

  @Test
  void aLoadWhoseBaseIsReplacedBeforeItComesAgainFollowsNoLinks() {
    BasicBlock before = block(FIRST, new MoveImmediate(3, 0), load(3, 3, 0), new Branch(FIRST));
    BasicBlock behind = block(FIRST, load(3, 3, 0), new MoveImmediate(3, 0), new Branch(FIRST));
    BasicBlock loop = block(FIRST, load(3, 3, 0), new Branch(SECOND));
    BasicBlock elsewhere = block(SECOND, new MoveImmediate(3, 0), new Branch(FIRST));
    assertThat(LinkFlow.links(List.of(before))).isEmpty();
    assertThat(LinkFlow.links(List.of(behind))).isEmpty();
    assertThat(LinkFlow.links(List.of(loop, elsewhere))).isEmpty();
  }

  @Test
  void aLoadOfSomethingElseThanAnAddressFollowsNoLinks() {
    Load word = new Load(3, new Address.Offset(3, 0), 2, false, false, false);
    assertThat(LinkFlow.links(List.of(block(FIRST, word, new Branch(FIRST))))).isEmpty();
  }
}
