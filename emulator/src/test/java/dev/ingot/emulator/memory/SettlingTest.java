package dev.ingot.emulator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages lie in host memory as the addresses of programs do. */
class SettlingTest {
  private static final long RAM = 0x4000_0000L;
  private static final long RAM_BYTES = 64 << 20;
  private static final long HEAP = 0x40_0000_0000L;
  private static final int LONGS = RamPage.BYTES / Long.BYTES;

  private final PhysicalMemory memory = new PhysicalMemory(RAM, RAM_BYTES);

  @BeforeEach
  void outsideTheJavaHeap() {
    assumeTrue(HostMemory.NATIVE, "guest memory is in the Java heap, where it does not move");
  }

  private RamPage page(int number) {
    return memory.page(RAM + (long) number * RamPage.BYTES);
  }

  private static long va(int number) {
    return HEAP + (long) number * RamPage.BYTES;
  }

  @Test
  void physicalPagesInAnyOrderLieInTheOrderOfTheirAddresses() {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(22));
    for (int i = 0; i < order.size(); i++) {
      memory.held(page(i), va(order.get(i)), true);
    }
    for (int i = 0; i < order.size(); i++) {
      assertThat(page(i).host() - va(order.get(i))).isEqualTo(page(0).host() - va(order.get(0)));
    }
  }

  @Test
  void aPageThatAKernelUsesStaysWhereItIs() {
    RamPage page = page(0);
    long place = page.host();
    memory.held(page, HEAP, false);
    assertThat(page.host()).isEqualTo(place);
  }

  @Test
  void thePageTakesItsBytesAlong() {
    RamPage page = page(3);
    for (int i = 0; i < LONGS; i++) {
      page.write(i * Long.BYTES, Long.BYTES, ~i);
    }
    long before = page.host();
    memory.held(page, HEAP, true);
    assertThat(page.host()).isNotEqualTo(before);
    for (int i = 0; i < LONGS; i++) {
      assertThat(page.read(i * Long.BYTES, Long.BYTES)).isEqualTo(~i);
    }
  }

  @Test
  void thePlaceThatAPageLeavesIsTheNextPagesWhichIsZero() {
    RamPage first = page(0);
    long place = first.host();
    first.write(8, Long.BYTES, -1);
    memory.held(first, HEAP, true);
    RamPage second = page(1);
    assertThat(second.host()).isEqualTo(place);
    assertThat(second.read(8, Long.BYTES)).isZero();
  }

  @Test
  void aPlaceIsThatOfOnePage() {
    RamPage first = page(0);
    RamPage second = page(1);
    memory.held(first, HEAP, true);
    long place = second.host();
    memory.held(second, HEAP, true);
    assertThat(second.host()).isEqualTo(place).isNotEqualTo(first.host());
  }

  @Test
  void aPlaceThatWasLeftAndGivenToAPageIsNobodyElses() {
    RamPage first = page(0);
    memory.held(first, HEAP, true);
    memory.held(first, va(1), true);
    RamPage second = page(1);
    RamPage third = page(2);
    memory.held(third, HEAP, true);
    assertThat(List.of(first.host(), second.host(), third.host())).doesNotHaveDuplicates();
  }

  @Test
  void aPlaceThatWasLeftAndThatAPageSettledInIsNoNewPages() {
    RamPage first = page(0);
    memory.held(first, HEAP, true);
    RamPage second = page(1);
    memory.held(first, va(1), true);
    memory.held(second, HEAP, true);
    assertThat(List.of(first.host(), second.host(), page(2).host(), page(3).host()))
        .doesNotHaveDuplicates();
  }

  @Test
  void theCpusHearUnderWhichAddressesAPageWasKnownThatMoves() {
    List<long[]> heard = new ArrayList<>();
    memory.addCodeHolder(
        new PhysicalMemory.CodeHolder() {
          @Override
          public void decodedPageWritten(RamPage page) {}

          @Override
          public void pageDecoded(RamPage page) {}

          @Override
          public void pageMoved(long[] addresses) {
            heard.add(addresses.clone());
          }
        });
    RamPage page = page(0);
    memory.held(page, RAM, false);
    memory.held(page, HEAP, true);
    memory.held(page, RAM, false);
    memory.held(page, HEAP, true);
    memory.held(page, va(1), true);
    assertThat(heard).containsExactly(new long[] {RAM, HEAP}, new long[] {RAM, HEAP, va(1)});
  }

  @Test
  void aPageThatIsUsedAtManyAddressesStaysWhereItIs() {
    RamPage page = page(0);
    for (int i = 0; i < 100; i++) {
      memory.held(page, va(i), true);
    }
    long place = page.host();
    memory.held(page, va(200), true);
    memory.held(page, va(0), true);
    assertThat(page.host()).isEqualTo(place);
  }

  @Test
  void whatPagesLeaveCostsLittle() {
    int pages = (int) (RAM_BYTES / RamPage.BYTES);
    for (int i = 0; i < pages; i++) {
      page(i);
    }
    long moved = 0;
    for (int i = 0; i < pages; i++) {
      long before = page(i).host();
      memory.held(page(i), va(i), true);
      moved += page(i).host() == before ? 0 : RamPage.BYTES;
    }
    assertThat(moved).isBetween(1L, RAM_BYTES / 8);
  }
}
