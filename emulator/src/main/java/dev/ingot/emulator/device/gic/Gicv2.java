package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.device.SystemRegisterDevice;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * A GICv2 without the security extension, as QEMU's {@code virt} has with {@code secure=off}: 288
 * interrupts, 8 priority bits, 1 to 8 CPUs.
 *
 * <p>Source: Arm IHI 0048B.b, "GIC Architecture Specification, version 2.0".
 */
public final class Gicv2 extends Gic {
  private static final int PRIORITY_BITS = 8;
  private static final int SGI_MASK = 0xffff;

  /** SGIs: always enabled, edge triggered, pending only through their own registers. */
  private static final InterruptBlock.FixedBits PRIVATE_BITS =
      new InterruptBlock.FixedBits(SGI_MASK, SGI_MASK, SGI_MASK);

  private final boolean[] fiqForGroup0;

  /** For every target CPU and SGI the CPUs that asked for it, one bit each. */
  private final int[][] sgiSources;

  private final List<MmioDevice> devices;

  /**
   * @param cpuCount CPUs, 1 to {@link #MAX_CPUS}
   * @param accessingCpu the CPU whose access is being served: GICv2 banks registers by it
   */
  public Gicv2(int cpuCount, IntSupplier accessingCpu) {
    super(cpuCount, PRIVATE_BITS, PRIORITY_BITS);
    if (cpuCount == 1) {
      routeEverythingToTheOnlyCpu();
    }
    fiqForGroup0 = new boolean[cpuCount];
    sgiSources = new int[cpuCount][SGI_COUNT];
    devices =
        List.of(
            new Gicv2DistributorFrame(this, accessingCpu),
            new Gicv2CpuInterfaceFrame(this, accessingCpu));
  }

  @Override
  public List<MmioDevice> mmioDevices() {
    return devices;
  }

  @Override
  public List<SystemRegisterDevice> systemRegisters() {
    return List.of();
  }

  /** GICC_CTLR.FIQEn. */
  @Override
  boolean fiqForGroup0(int cpu) {
    return fiqForGroup0[cpu];
  }

  void setFiqForGroup0(int cpu, boolean enabled) {
    fiqForGroup0[cpu] = enabled;
  }

  /**
   * Acknowledges an interrupt that the CPU is being signalled.
   *
   * @return the value for the acknowledge register: the id, for an SGI with the source CPU
   */
  int acknowledge(int intId, int cpu) {
    InterruptTable table = table();
    cpuInterface(cpu).activate(table.priority(intId, cpu), table.group(intId, cpu));
    table.activate(intId, cpu);
    int source = 0;
    if (intId < SGI_COUNT) {
      source = Integer.numberOfTrailingZeros(sgiSources[cpu][intId]);
      clearSgiSources(cpu, intId, 1 << source);
    } else {
      table.block(intId, cpu).unlatch(InterruptTable.bit(intId));
    }
    update();
    return intId | source << 10;
  }

  /** The CPUs that sent an SGI to {@code cpu} which it has not acknowledged. */
  int sgiSources(int cpu, int sgi) {
    return sgiSources[cpu][sgi];
  }

  void addSgiSources(int cpu, int sgi, int sources) {
    sgiSources[cpu][sgi] |= sources;
    if (sgiSources[cpu][sgi] != 0) {
      table().privateBlock(cpu).latch(sgi);
    }
  }

  void clearSgiSources(int cpu, int sgi, int sources) {
    sgiSources[cpu][sgi] &= ~sources;
    if (sgiSources[cpu][sgi] == 0) {
      table().privateBlock(cpu).unlatch(sgi);
    }
  }

  /** IHI 0048B 4.3.12: with one CPU the target registers are zero and SPIs go to it. */
  private void routeEverythingToTheOnlyCpu() {
    for (int spi = InterruptTable.FIRST_SPI; spi < table().interruptCount(); spi++) {
      table().setRoute(spi, 1);
    }
  }
}
