package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.device.SystemRegisterDevice;
import java.util.Arrays;
import java.util.List;

/**
 * A GICv3 with a single security state (GICD_CTLR.DS = 1), affinity routing always on, no LPIs, no
 * 1-of-N routing: 288 interrupts, 5 priority bits as a Cortex-A57 has, 1 to 8 CPUs of affinity
 * 0.0.0.n. Group 1 raises IRQ, group 0 FIQ.
 *
 * <p>Source: Arm IHI 0069, "GIC Architecture Specification, GICv3 and GICv4".
 */
public final class Gicv3 extends Gic {
  /** Bytes of a redistributor: the RD_base and the SGI_base frame. */
  static final int REDISTRIBUTOR_SIZE = 0x2_0000;

  private static final int PRIORITY_BITS = 5;
  private static final int SGI_MASK = 0xffff;
  private static final int FIRST_CPU = 1;
  private static final InterruptBlock.FixedBits PRIVATE_BITS =
      new InterruptBlock.FixedBits(0, SGI_MASK, 0);

  private final boolean[] asleep;
  private final List<MmioDevice> frames;
  private final List<SystemRegisterDevice> systemRegisters;

  /**
   * @param cpuCount CPUs, 1 to {@link #MAX_CPUS}
   */
  public Gicv3(int cpuCount) {
    super(cpuCount, PRIVATE_BITS, PRIORITY_BITS);
    for (int spi = InterruptTable.FIRST_SPI; spi < table().interruptCount(); spi++) {
      table().setRoute(spi, FIRST_CPU);
    }
    asleep = new boolean[cpuCount];
    Arrays.fill(asleep, true);
    frames = List.of(new Gicv3DistributorFrame(this), new Gicv3RedistributorFrames(this));
    systemRegisters = List.of(new Gicv3SystemRegisters(this));
  }

  @Override
  public List<MmioDevice> mmioDevices() {
    return frames;
  }

  @Override
  public List<SystemRegisterDevice> systemRegisters() {
    return systemRegisters;
  }

  /** GICR_WAKER.ProcessorSleep: a sleeping CPU is forwarded nothing. */
  boolean asleep(int cpu) {
    return asleep[cpu];
  }

  void setAsleep(int cpu, boolean sleeping) {
    asleep[cpu] = sleeping;
  }

  @Override
  int highestPending(int cpu) {
    return asleep[cpu] ? InterruptTable.SPURIOUS : super.highestPending(cpu);
  }

  @Override
  boolean fiqForGroup0(int cpu) {
    return true;
  }

  /** The interrupt of a group that a CPU is being signalled, or spurious. */
  int signalled(int cpu, int group) {
    int best = highestPending(cpu);
    boolean taken =
        best != InterruptTable.SPURIOUS
            && table().group(best, cpu) == group
            && canSignal(best, cpu);
    return taken ? best : InterruptTable.SPURIOUS;
  }

  /** Acknowledges an interrupt that the CPU is being signalled. */
  void acknowledge(int intId, int cpu) {
    InterruptTable table = table();
    cpuInterface(cpu).activate(table.priority(intId, cpu), table.group(intId, cpu));
    table.activate(intId, cpu);
    table.block(intId, cpu).unlatch(InterruptTable.bit(intId));
    update();
  }

  /**
   * Makes an SGI pending on a CPU, provided that it is configured there for the group of the
   * request (IHI 0069, ICC_SGI1R_EL1 and ICC_SGI0R_EL1, for a single security state).
   */
  void sendSgi(int sgi, int group, int cpu) {
    InterruptBlock target = table().privateBlock(cpu);
    if (target.group(sgi) == group) {
      target.latch(sgi);
    }
  }
}
