package dev.ingot.emulator.device.gic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.emulator.device.MmioDevice;
import org.junit.jupiter.api.Test;

/** What cannot be compared with QEMU: expectations from Arm IHI 0069. */
class Gicv3Test {
  private static final int GICD_TYPER = 0x4;
  private static final int GICR_TYPER = 0x8;
  private static final int GICR_WAKER = 0x14;
  private static final int REDISTRIBUTOR_STRIDE = 0x2_0000;
  private static final int SGI_FRAME = 0x1_0000;

  private static MmioDevice distributor(Gic gic) {
    return gic.mmioDevices().get(0);
  }

  private static MmioDevice redistributors(Gic gic) {
    return gic.mmioDevices().get(1);
  }

  @Test
  void theTypeRegisterCountsInterruptsInBlocksOf32() {
    long typer = distributor(new Gicv3(1)).read(GICD_TYPER, Integer.BYTES);
    assertThat((typer & 0x1f) + 1).isEqualTo(288 / 32);
  }

  @Test
  void noLpisAreAnnounced() {
    Gicv3 gic = new Gicv3(1);
    assertThat(distributor(gic).read(GICD_TYPER, Integer.BYTES) & 1 << 17).isZero();
    assertThat(redistributors(gic).read(GICR_TYPER, Integer.BYTES) & 1).isZero();
  }

  @Test
  void onlyTheLastRedistributorSaysSo() {
    MmioDevice frames = redistributors(new Gicv3(3));
    int last = 1 << 4;
    assertThat(frames.read(GICR_TYPER, Integer.BYTES) & last).isZero();
    assertThat(frames.read(REDISTRIBUTOR_STRIDE + GICR_TYPER, Integer.BYTES) & last).isZero();
    assertThat(frames.read(2 * REDISTRIBUTOR_STRIDE + GICR_TYPER, Integer.BYTES) & last)
        .isEqualTo(last);
  }

  @Test
  void redistributorsCarryTheirProcessorNumberAndAffinity() {
    MmioDevice frames = redistributors(new Gicv3(3));
    long typer = frames.read(2 * REDISTRIBUTOR_STRIDE + GICR_TYPER, Long.BYTES);
    assertThat(typer >>> 8 & 0xffff).isEqualTo(2);
    assertThat(typer >>> 32).isEqualTo(2);
  }

  @Test
  void theRedistributorsEndAfterTheLastCpu() {
    assertThat(redistributors(new Gicv3(3)).size()).isEqualTo(3 * REDISTRIBUTOR_STRIDE);
  }

  @Test
  void aSleepingCpuIsSignalledNothing() {
    Gicv3 gic = new Gicv3(1);
    distributor(gic).write(0, Integer.BYTES, 3);
    redistributors(gic).write(SGI_FRAME + 0x80, Integer.BYTES, -1);
    redistributors(gic).write(SGI_FRAME + 0x100, Integer.BYTES, 1 << 27);
    gic.systemRegisters().get(0).write(3 << 14 | 4 << 7 | 6 << 3, 0, 0xff);
    gic.systemRegisters().get(0).write(3 << 14 | 12 << 7 | 12 << 3 | 7, 0, 1);
    gic.setLevel(27, 0, true);
    assertThat(gic.irqPending(0)).isFalse();
    redistributors(gic).write(GICR_WAKER, Integer.BYTES, 0);
    assertThat(gic.irqPending(0)).isTrue();
  }

  @Test
  void unimplementedPriorityBitsReadAsZero() {
    MmioDevice frame = distributor(new Gicv3(1));
    frame.write(0x420, 1, 0xff);
    assertThat(frame.read(0x420, 1)).isEqualTo(0xf8);
  }

  @Test
  void activePriorityRegistersExistForFivePriorityBitsOnly() {
    Gicv3 gic = new Gicv3(1);
    int icc = 3 << 14 | 12 << 7;
    assertThat(gic.systemRegisters().get(0).handles(icc | 8 << 3 | 4)).isTrue();
    assertThat(gic.systemRegisters().get(0).handles(icc | 8 << 3 | 5)).isFalse();
  }

  @Test
  void nineCpusAreRefused() {
    assertThatThrownBy(() -> new Gicv3(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9 CPUs, allowed are 1 to 8");
  }
}
