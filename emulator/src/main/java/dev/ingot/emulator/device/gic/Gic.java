package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.MmioDevice;
import dev.ingot.emulator.device.SystemRegisterDevice;
import dev.ingot.emulator.device.VirtMemoryMap;
import java.util.List;

/** A generic interrupt controller: what the architecture's versions 2 and 3 have in common. */
public abstract sealed class Gic implements InterruptController permits Gicv2, Gicv3 {
  /** Interrupt inputs that a device may drive: 16 and above. */
  public static final int FIRST_INPUT = InterruptTable.FIRST_PPI;

  /** The most CPUs that GICv2 allows, and that this model of GICv3 supports. */
  public static final int MAX_CPUS = 8;

  static final int SGI_COUNT = 16;

  private final InterruptTable table;
  private final CpuInterface[] interfaces;
  private final InterruptLines lines;
  private final boolean[] forwarded = new boolean[2];

  /**
   * @param cpuCount CPUs, 1 to {@link #MAX_CPUS}
   * @param privateBits what software cannot change of the private interrupts
   * @param priorityBits how many of a priority's eight bits are implemented, from the top
   */
  Gic(int cpuCount, InterruptBlock.FixedBits privateBits, int priorityBits) {
    if (cpuCount < 1 || cpuCount > MAX_CPUS) {
      throw new IllegalArgumentException(
          "GIC: " + cpuCount + " CPUs, allowed are 1 to " + MAX_CPUS);
    }
    table = new InterruptTable(cpuCount, VirtMemoryMap.INTERRUPT_COUNT, privateBits, priorityBits);
    interfaces = new CpuInterface[cpuCount];
    for (int cpu = 0; cpu < cpuCount; cpu++) {
      interfaces[cpu] = new CpuInterface(priorityBits);
    }
    lines = new InterruptLines(cpuCount);
  }

  /** The register frames in the physical address space. */
  public abstract List<MmioDevice> mmioDevices();

  /** The CPU interface as system registers; empty for GICv2. */
  public abstract List<SystemRegisterDevice> systemRegisters();

  @Override
  public void setLevel(int intId, int cpu, boolean high) {
    if (table.block(intId, cpu).setInput(InterruptTable.bit(intId), high)) {
      update();
    }
  }

  @Override
  public boolean irqPending(int cpu) {
    return lines.irq(cpu);
  }

  @Override
  public boolean fiqPending(int cpu) {
    return lines.fiq(cpu);
  }

  InterruptTable table() {
    return table;
  }

  CpuInterface cpuInterface(int cpu) {
    return interfaces[cpu];
  }

  /** Whether the distributor forwards interrupts of a group: GICD_CTLR. */
  boolean forwarded(int group) {
    return forwarded[group];
  }

  void forward(int group, boolean enabled) {
    forwarded[group] = enabled;
  }

  /** The most urgent interrupt for a CPU, mask and running priority not considered. */
  int highestPending(int cpu) {
    CpuInterface own = interfaces[cpu];
    return table.highestPending(
        cpu, forwarded[0] && own.groupEnabled(0), forwarded[1] && own.groupEnabled(1));
  }

  boolean canSignal(int intId, int cpu) {
    return interfaces[cpu].canSignal(table.priority(intId, cpu), table.group(intId, cpu));
  }

  /** Whether an interrupt of group 0 is signalled to a CPU as FIQ, not as IRQ. */
  abstract boolean fiqForGroup0(int cpu);

  /** Drives the outputs anew; to be called after every change. */
  void update() {
    for (int cpu = 0; cpu < interfaces.length; cpu++) {
      int best = highestPending(cpu);
      boolean signalled = best != InterruptTable.SPURIOUS && canSignal(best, cpu);
      lines.drive(cpu, signalled, signalled && fiqForGroup0(cpu) && table.group(best, cpu) == 0);
    }
  }
}
