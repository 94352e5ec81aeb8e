package dev.ingot.linkerscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.linkerscript.MemoryRegion.Use;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final long MIB = 1L << 20;

  @Test
  void qemuVirtLoadsAnImageTwoMebibytesIntoItsRam() {
    Board board = Board.qemuVirt(512 * MIB);

    assertThat(board.imageAddress()).isEqualTo(0x4020_0000L);
    assertThat(board.imageRoom()).isEqualTo(510 * MIB);
  }

  @Test
  void aBoardWhoseRegionsOverlapIsRefused() {
    MemoryRegion low = new MemoryRegion("low", Use.RAM, 0, 0x2000);
    MemoryRegion high = new MemoryRegion("high", Use.DEVICE, 0x1000, 0x1000);

    assertThatThrownBy(() -> new Board("b", List.of(low, high), 4096, 0))
        .hasMessageContaining("overlap");
  }

  @Test
  void aBoardWithoutRamIsRefused() {
    MemoryRegion flash = new MemoryRegion("flash", Use.FLASH, 0, 0x1000);

    assertThatThrownBy(() -> new Board("b", List.of(flash), 4096, 0))
        .hasMessageContaining("no RAM");
  }

  @Test
  void tooLittleRamIsRefusedWithTheLeastThatIsAllowed() {
    assertThatThrownBy(() -> Board.qemuVirt(MIB)).hasMessageContaining("16 MiB");
  }

  @Test
  void aRegionHoldsRangesUpToItsLastByteAndNoFurther() {
    MemoryRegion region = new MemoryRegion("ram", Use.RAM, 0x1000, 0x1000);

    assertThat(region.contains(0x1000, 0x1000)).isTrue();
    assertThat(region.contains(0x1001, 0x1000)).isFalse();
    assertThat(region.contains(0xfff, 1)).isFalse();
    assertThat(region.contains(0x1000, -1)).isFalse();
  }

  @Test
  void aRegionThatPassesTheEndOfTheAddressSpaceIsRefused() {
    assertThatThrownBy(() -> new MemoryRegion("r", Use.RAM, -4096, 8192))
        .hasMessageContaining("address space");
  }
}
