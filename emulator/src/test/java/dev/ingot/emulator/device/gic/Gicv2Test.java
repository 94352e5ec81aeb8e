package dev.ingot.emulator.device.gic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingot.emulator.device.MmioDevice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What QEMU 7.2 does otherwise or not at all: expectations from Arm IHI 0048B. */
class Gicv2Test {
  private static final int GICD_ISENABLER1 = 0x104;
  private static final int GICD_ISPENDR1 = 0x204;
  private static final int GICC_IAR = 0x0c;
  private static final int GICC_HPPIR = 0x18;

  private int accessingCpu;
  private Gicv2 gic;
  private MmioDevice distributor;
  private MmioDevice cpuInterface;

  @BeforeEach
  void setUp() {
    gic = new Gicv2(8, () -> accessingCpu);
    distributor = gic.mmioDevices().get(0);
    cpuInterface = gic.mmioDevices().get(1);
    distributor.write(0, Integer.BYTES, 3);
    for (accessingCpu = 7; accessingCpu > 0; accessingCpu--) {
      cpuInterface.write(0, Integer.BYTES, 3);
      cpuInterface.write(4, Integer.BYTES, 0xff);
    }
    cpuInterface.write(0, Integer.BYTES, 3);
    cpuInterface.write(4, Integer.BYTES, 0xff);
  }

  /** IHI 0048B 4.4.7: the highest priority pending interrupt, masked or not. */
  @Test
  void theHighestPendingRegisterIgnoresThePriorityMask() {
    makePending(32, 1);
    cpuInterface.write(4, Integer.BYTES, 0);
    assertThat(cpuInterface.read(GICC_HPPIR, Integer.BYTES)).isEqualTo(32);
    assertThat(cpuInterface.read(GICC_IAR, Integer.BYTES)).isEqualTo(1023);
  }

  /** IHI 0048B 1.4.3: in the 1-N model one CPU takes the interrupt, the others see it go. */
  @Test
  void anInterruptWithManyTargetsIsTakenOnce() {
    makePending(33, 0xff);
    assertThat(gic.irqPending(0)).isTrue();
    assertThat(gic.irqPending(7)).isTrue();
    accessingCpu = 5;
    assertThat(cpuInterface.read(GICC_IAR, Integer.BYTES)).isEqualTo(33);
    assertThat(gic.irqPending(0)).isFalse();
    accessingCpu = 0;
    assertThat(cpuInterface.read(GICC_IAR, Integer.BYTES)).isEqualTo(1023);
  }

  /** IHI 0048B 4.4.9: the aliased registers serve group 1 whatever AckCtl says. */
  @Test
  void theAliasedAcknowledgeTakesGroupOne() {
    distributor.write(0x84, Integer.BYTES, 1);
    makePending(32, 1);
    assertThat(cpuInterface.read(GICC_IAR, Integer.BYTES)).isEqualTo(1022);
    assertThat(cpuInterface.read(0x20, Integer.BYTES)).isEqualTo(32);
    cpuInterface.write(0x24, Integer.BYTES, 32);
    assertThat(cpuInterface.read(0x14, Integer.BYTES)).isEqualTo(0xff);
  }

  @Test
  void anSgiToAllOthersLeavesTheSenderOut() {
    accessingCpu = 2;
    distributor.write(0xf00, Integer.BYTES, 0x0100_0001L);
    for (int cpu = 0; cpu < 8; cpu++) {
      assertThat(gic.irqPending(cpu)).as("CPU %d", cpu).isEqualTo(cpu != 2);
    }
  }

  @Test
  void nineCpusAreRefused() {
    assertThatThrownBy(() -> new Gicv2(9, () -> 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9 CPUs, allowed are 1 to 8");
  }

  private void makePending(int spi, int targets) {
    distributor.write(0x800 + spi, 1, targets);
    distributor.write(GICD_ISENABLER1, Integer.BYTES, 1L << spi - 32);
    distributor.write(GICD_ISPENDR1, Integer.BYTES, 1L << spi - 32);
  }
}
