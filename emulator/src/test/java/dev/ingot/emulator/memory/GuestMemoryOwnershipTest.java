package dev.ingot.emulator.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What guest memory costs the host, and for how long. */
class GuestMemoryOwnershipTest {
  private static final long RAM = 0x4000_0000L;
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final long MEBIBYTE = 1 << 20;

  /** The collector may take its time on a loaded machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void ramThatIsNotTouchedCostsNothing() throws IOException {
    assumeTrue(Files.isReadable(STATUS), "no " + STATUS + " to see the size of the process in");
    long before = residentBytes();
    PhysicalMemory memory = new PhysicalMemory(RAM, PhysicalMemory.MAX_RAM_BYTES);
    for (long at = 0; at < PhysicalMemory.MAX_RAM_BYTES; at += 1L << 30) {
      memory.copyIn(RAM + at, new byte[] {1});
    }
    assertThat(memory.touchedBytes()).isEqualTo(16L * RamPage.BYTES);
    assertThat(residentBytes() - before).isLessThan(64 * MEBIBYTE);
  }

  @Test
  void everyNewPageIsZero() {
    PhysicalMemory memory = new PhysicalMemory(RAM, 64 * MEBIBYTE);
    for (long at = 0; at < memory.ramBytes(); at += RamPage.BYTES) {
      RamPage page = memory.page(RAM + at);
      assertThat(page.read(0, Long.BYTES)).isZero();
      assertThat(page.read(RamPage.BYTES - Long.BYTES, Long.BYTES)).isZero();
      page.write(0, Long.BYTES, at + 1);
      page.write(RamPage.BYTES - Long.BYTES, Long.BYTES, at + 1);
    }
    for (long at = 0; at < memory.ramBytes(); at += RamPage.BYTES) {
      assertThat(memory.page(RAM + at).read(0, Long.BYTES)).isEqualTo(at + 1);
    }
    assertThat(memory.touchedBytes()).isEqualTo(memory.ramBytes());
  }

  @Test
  void anAccessThatLeavesItsPageIsRefused() {
    RamPage page = new PhysicalMemory(RAM, MEBIBYTE).page(RAM);
    assertThatThrownBy(() -> page.read(RamPage.BYTES - 4, Long.BYTES))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("8 bytes at offset 4092");
    assertThatThrownBy(() -> page.write(-1, 1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void pagesOfAStoreThatNobodyCanReachAreGivenBack() throws InterruptedException {
    PageStore.Blocks blocks = blocksOfADroppedStore();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!blocks.isGivenBack() && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(blocks.isGivenBack()).isTrue();
  }

  private static PageStore.Blocks blocksOfADroppedStore() {
    PageStore store = new PageStore();
    HostMemory.putLong(store.take(), 1);
    return store.blocks();
  }

  @Test
  void aPageKeepsTheMemoryThatItIsIn() throws InterruptedException {
    PageStore store = new PageStore();
    PageStore.Blocks blocks = store.blocks();
    RamPage page = new RamPage(store, RAM, false);
    store = null;
    page.write(8, Long.BYTES, 42);
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(blocks.isGivenBack()).isFalse();
    assertThat(page.read(8, Long.BYTES)).isEqualTo(42);
  }

  /** VmRSS of proc(5). */
  private static long residentBytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
