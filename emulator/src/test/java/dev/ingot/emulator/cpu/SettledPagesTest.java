package dev.ingot.emulator.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.memory.RamPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of what the guest sees changes when its pages move in the memory of the host. */
class SettledPagesTest {
  private static final long USER_PC = 0x1_0000L;
  private static final long VA = 0x40_0000_0000L;
  private static final long FAR_AWAY = 0x7f_1234_5000L;
  private static final int STR_X0_X1 = 0xf900_0020;
  private static final int LDR_X2_X3 = 0xf940_0062;
  private static final int LDTR_X2_X3 = 0xf840_0862;
  private static final int ADD_X0_1 = 0x9100_0400;
  private static final int BRANCH_BACK_3 = 0x17ff_fffd;
  private static final int BRANCH_HERE = 0x1400_0000;
  private static final int DATA_ABORT_LOWER = 0x24;

  /** Offset of the vector of synchronous exceptions of a lower level in AArch64 (D1.3.1). */
  private static final long LOWER_VECTOR = 0x400;

  /** Adds up what is in the nodes of a list. */
  private static final int[] WALK = {
    0xf940_0464, // ldr x4, [x3, #8]
    0x8b04_0042, // add x2, x2, x4
    0xf940_0063, // ldr x3, [x3]
    BRANCH_BACK_3
  };

  private static final int NODES = 64;
  private static final int NODE_BYTES = 16;
  private static final int PAGES = 4;
  private static final int STOPS = 50;
  private static final int ROUNDS = 7;

  private static Stream<CpuFixture> fixtures() {
    return Stream.of(CpuFixture.interpreting(), CpuFixture.translating(true));
  }

  private static CpuFixture withVectors(CpuFixture fixture) {
    fixture.identityMapped();
    fixture.words(CpuFixture.VECTORS + LOWER_VECTOR, BRANCH_HERE);
    return fixture;
  }

  private static CpuFixture user(CpuFixture fixture, int... program) {
    fixture.tables.map(USER_PC, CpuFixture.CODE, PageTables.USER_CODE);
    return withVectors(fixture).program(program).atEl0().startAt(USER_PC);
  }

  private static void requireEachStoreIsSeen(CpuFixture fixture) {
    for (int i = 0; i < STOPS; i++) {
      fixture.run(4);
      assertThat(fixture.cpu.x(2)).isEqualTo(i);
      assertThat(fixture.physical.page(CpuFixture.DATA).read(0, Long.BYTES)).isEqualTo(i);
    }
    fixture.run(4 * STOPS);
    assertThat(fixture.cpu.x(2)).isEqualTo(2 * STOPS - 1);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aProgramSeesAPageThatItHasAtTwoAddressesAsOne(CpuFixture fixture) {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    fixture.tables.map(FAR_AWAY, CpuFixture.DATA, PageTables.USER_DATA);
    user(fixture, STR_X0_X1, LDR_X2_X3, ADD_X0_1, BRANCH_BACK_3);
    fixture.cpu.x[1] = VA;
    fixture.cpu.x[3] = FAR_AWAY;
    requireEachStoreIsSeen(fixture);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aKernelGoesOnSeeingThePageAtItsOwnAddress(CpuFixture fixture) {
    fixture.tables.map(VA, CpuFixture.DATA, PageTables.USER_DATA);
    withVectors(fixture).program(STR_X0_X1, LDTR_X2_X3, ADD_X0_1, BRANCH_BACK_3);
    fixture.cpu.x[1] = CpuFixture.DATA;
    fixture.cpu.x[3] = VA;
    requireEachStoreIsSeen(fixture);
  }

  /** Pages in two ranges of addresses, which the kernel hands out backwards. */
  private static long pageOfNode(int node) {
    int page = node % PAGES;
    return (page % 2 == 0 ? VA : FAR_AWAY) + (long) page * RamPage.BYTES;
  }

  private static long nodeAt(int node) {
    return pageOfNode(node) + (long) node * NODE_BYTES;
  }

  private static void put(CpuFixture fixture, int node, int offset, long value) {
    long frame = CpuFixture.DATA - (long) (node % PAGES) * RamPage.BYTES;
    fixture.physical.page(frame).write(node * NODE_BYTES + offset, Long.BYTES, value);
  }

  /** The nodes in the order in which a ring of them is walked. */
  private static List<Integer> ring(CpuFixture fixture) {
    List<Integer> order = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      fixture.tables.map(
          pageOfNode(node),
          CpuFixture.DATA - (long) (node % PAGES) * RamPage.BYTES,
          PageTables.USER_DATA);
      order.add(node);
    }
    Collections.shuffle(order, new Random(11));
    for (int i = 0; i < NODES; i++) {
      put(fixture, order.get(i), 0, nodeAt(order.get((i + 1) % NODES)));
      put(fixture, order.get(i), Long.BYTES, 1L << i);
    }
    return order;
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aWalkAlongLinksFindsEveryNodeWhereverItIs(CpuFixture fixture) {
    List<Integer> order = ring(fixture);
    user(fixture, WALK);
    fixture.cpu.x[3] = nodeAt(order.getFirst());
    long sum = 0;
    int walked = 0;
    for (int stop = 0; stop < STOPS; stop++) {
      fixture.run(ROUNDS * WALK.length);
      for (int i = 0; i < ROUNDS; i++) {
        sum += 1L << walked++ % NODES;
      }
      assertThat(fixture.cpu.x(2)).isEqualTo(sum);
      assertThat(fixture.cpu.x(3)).isEqualTo(nodeAt(order.get(walked % NODES)));
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aLinkToWhereNothingIsMappedIsATranslationFaultThere(CpuFixture fixture) {
    List<Integer> order = ring(fixture);
    user(fixture, WALK);
    fixture.cpu.x[3] = nodeAt(order.getFirst());
    fixture.run(2 * NODES * WALK.length);
    assertThat(fixture.exceptionClass()).as("on the ring").isZero();
    long nowhere = VA + RamPage.BYTES;
    put(fixture, order.get(NODES / 2), 0, nowhere);
    fixture.run(NODES * WALK.length);
    assertThat(fixture.exceptionClass()).isEqualTo(DATA_ABORT_LOWER);
    assertThat(fixture.far()).isEqualTo(nowhere + Long.BYTES);
    assertThat(fixture.cpu.x(3)).isEqualTo(nowhere);
  }
}
