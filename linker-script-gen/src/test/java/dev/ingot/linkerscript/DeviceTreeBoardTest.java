package dev.ingot.linkerscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ingot.goelf.RefusedException;
import dev.ingot.linkerscript.MemoryRegion.Use;
import dev.ingot.linkerscript.devicetree.BlobWriter;
import dev.ingot.linkerscript.devicetree.FlattenedDeviceTree;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Addresses of virt are those of QEMU 7.2's hw/arm/virt.c, base_memmap. */
class DeviceTreeBoardTest {
  private static final long MIB = 1L << 20;

  @Test
  void ramOfVirtStartsAtOneGibibyteAndHasTheSizeThatWasAskedFor() {
    assertThat(TestBoards.read("virt-64G-gic3.dtb").ram())
        .extracting(MemoryRegion::start, MemoryRegion::size)
        .containsExactly(0x4000_0000L, 64L << 30);
  }

  @Test
  void theImageGoesTwoMebibytesBehindTheDeviceTreeThatQemuPutsFirst() {
    assertThat(TestBoards.read("virt-128M-gic2.dtb").imageAddress()).isEqualTo(0x4020_0000L);
  }

  @Test
  void aGicV2HasDistributorAndCpuInterface() {
    Board board = TestBoards.read("virt-128M-gic2.dtb");

    assertThat(region(board, "gicd").start()).isEqualTo(0x0800_0000L);
    assertThat(region(board, "gicc").start()).isEqualTo(0x0801_0000L);
  }

  @Test
  void aGicV3HasDistributorAndRedistributors() {
    Board board = TestBoards.read("virt-64G-gic3.dtb");

    assertThat(region(board, "gicd").start()).isEqualTo(0x0800_0000L);
    assertThat(region(board, "gicr").start()).isEqualTo(0x080a_0000L);
  }

  @Test
  void virtHasTwoFlashesAndItsConsole() {
    Board board = TestBoards.read("virt-128M-gic2.dtb");

    assertThat(board.regions(Use.FLASH).map(MemoryRegion::start)).containsExactly(0L, 64 * MIB);
    assertThat(region(board, "uart").start()).isEqualTo(0x0900_0000L);
  }

  @Test
  void theTimerOfVirtHasTheInterruptsOfTheBaseSystemArchitecture() {
    assertThat(TestBoards.read("virt-64G-gic3.dtb").timer()).contains(GenericTimer.STANDARD);
  }

  @Test
  void everyBankOfRamIsRead() {
    assertThat(TestBoards.read("virt-two-banks.dtb").regions(Use.RAM))
        .extracting(MemoryRegion::start, MemoryRegion::size)
        .containsExactly(tuple(0x4000_0000L, 128 * MIB), tuple(0x4800_0000L, 128 * MIB));
  }

  /** BCM2711 ARM Peripherals, sections 1.2.4, 2.1.1 and 6.5.1: UART1 and GIC-400. */
  @Test
  void aRaspberryPi4HasItsMiniUartAndGicWhereItsManualSays() {
    Board board = TestBoards.raspberryPi4();

    assertThat(region(board, "uart").start()).isEqualTo(0xfe21_5040L);
    assertThat(region(board, "gicd").start()).isEqualTo(0xff84_1000L);
    assertThat(region(board, "gicc").start()).isEqualTo(0xff84_2000L);
  }

  @Test
  void aRaspberryPi4WhoseFirmwareFillsInTheRamHasItsFirstBank() {
    Board board = TestBoards.raspberryPi4();

    assertThat(board.ram().start()).isZero();
    assertThat(board.ram().end()).isEqualTo(0x3b40_0000L);
  }

  @Test
  void theSizeOfRamLeftToTheFirmwareCanBeGiven() {
    Board board = read(machine(0, 0x8000_0000, 0, 0), OptionalLong.of(64 * MIB));

    assertThat(board.ram().size()).isEqualTo(64 * MIB);
  }

  @Test
  void ramOfUnknownSizeIsRefusedWithTheOptionThatGivesIt() {
    BlobWriter machine = machine(0, 0x8000_0000, 0, 0);

    assertThatThrownBy(() -> read(machine, OptionalLong.empty())).hasMessageContaining("--memory");
  }

  @Test
  void aSizeForATreeThatTellsItsRamIsRefused() {
    BlobWriter machine = machine(0, 0x8000_0000, 0, 0x400_0000);

    assertThatThrownBy(() -> read(machine, OptionalLong.of(64 * MIB)))
        .hasMessageContaining("only where a size is 0");
  }

  @Test
  void theImageStaysClearOfReservedMemory() {
    BlobWriter machine = machine(0, 0x8000_0000, 0, 0x400_0000).reserve(0x8010_0000L, 3 * MIB);

    assertThat(read(machine, OptionalLong.empty()).imageAddress()).isEqualTo(0x8040_0000L);
  }

  @Test
  void banksThatOverlapAreRefused() {
    BlobWriter machine = machine(0, 0x8000_0000, 0, 0x400_0000, 0, 0x8200_0000, 0, 0x400_0000);

    assertThatThrownBy(() -> read(machine, OptionalLong.empty()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("overlap");
  }

  @Test
  void ramBehindTheLastPhysicalAddressIsRefused() {
    BlobWriter machine = machine(0xffff_ffff, 0, 0, 0x400_0000);

    assertThatThrownBy(() -> read(machine, OptionalLong.empty())).hasMessageContaining("2^52");
  }

  @Test
  void aTreeFullOfRegionsIsRefusedAtTheFirstThatIsTooMany() {
    BlobWriter machine = machine(0, 0x8000_0000, 0, 0x400_0000);
    for (int i = 1; i < 100_000; i++) {
      machine.reserve(i, 1);
    }

    assertThatThrownBy(() -> read(machine, OptionalLong.empty()))
        .hasMessageContaining("at most 256");
  }

  @Test
  void aControllerWithEndlessFramesHasNoneThatABusWithEndlessWindowsDoesNotLetThrough() {
    BlobWriter tree =
        new BlobWriter()
            .begin("")
            .begin("soc")
            .cells("#address-cells", 1)
            .cells("#size-cells", 1)
            .property("ranges", new byte[1 << 20])
            .begin("intc")
            .text("compatible", "arm,gic-v3")
            .cells("#redistributor-regions", Integer.MAX_VALUE)
            .property("reg", filled(900_000))
            .end()
            .end()
            .begin("memory")
            .text("device_type", "memory")
            .cells("reg", 0, 0x8000_0000, 0x400_0000)
            .end()
            .end();

    assertThat(read(tree, OptionalLong.empty()).regions()).hasSize(1);
  }

  @Test
  void aDamagedTreeGivesABoardOrARefusalAndNothingElse() {
    byte[] whole = TestBoards.bytes("virt-two-banks.dtb");
    Random random = new Random(28257);
    int refused = 0;
    for (int round = 0; round < 3000; round++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 8; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        DeviceTreeBoard.of(
            FlattenedDeviceTree.read(ByteBuffer.wrap(damaged), "damaged.dtb"),
            OptionalLong.empty());
      } catch (RefusedException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static MemoryRegion region(Board board, String name) {
    return board.regions().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0x11);
    return bytes;
  }

  private static BlobWriter machine(int... memoryCells) {
    return new BlobWriter()
        .begin("")
        .cells("#address-cells", 2)
        .cells("#size-cells", 2)
        .begin("memory")
        .text("device_type", "memory")
        .cells("reg", memoryCells)
        .end()
        .end();
  }

  private static Board read(BlobWriter machine, OptionalLong ramBytes) {
    return DeviceTreeBoard.of(
        FlattenedDeviceTree.read(ByteBuffer.wrap(machine.blob()), "machine.dtb"), ramBytes);
  }
}
