package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.VirtMemoryMap;
import java.util.function.IntSupplier;

/** The GICC registers of GICv2 (Arm IHI 0048B section 4.4), banked by CPU. */
final class Gicv2CpuInterfaceFrame extends GicFrame {
  private static final int GICC_CTLR = 0x00;
  private static final int GICC_PMR = 0x04;
  private static final int GICC_BPR = 0x08;
  private static final int GICC_IAR = 0x0c;
  private static final int GICC_EOIR = 0x10;
  private static final int GICC_RPR = 0x14;
  private static final int GICC_HPPIR = 0x18;
  private static final int GICC_ABPR = 0x1c;
  private static final int GICC_AIAR = 0x20;
  private static final int GICC_AEOIR = 0x24;
  private static final int GICC_AHPPIR = 0x28;
  private static final int GICC_APR = 0xd0;
  private static final int GICC_APR_END = 0xe0;
  private static final int GICC_NSAPR = 0xe0;
  private static final int GICC_NSAPR_END = 0xf0;
  private static final int GICC_IIDR = 0xfc;
  private static final int GICC_DIR = 0x1000;

  private static final int CTLR_ENABLE_GROUP0 = 1;
  private static final int CTLR_ENABLE_GROUP1 = 1 << 1;
  private static final int CTLR_ACK_CTL = 1 << 2;
  private static final int CTLR_FIQ_EN = 1 << 3;
  private static final int CTLR_CBPR = 1 << 4;
  private static final int CTLR_EOI_MODE = 1 << 9;
  private static final int CTLR_IMPLEMENTED =
      CTLR_ENABLE_GROUP0
          | CTLR_ENABLE_GROUP1
          | CTLR_ACK_CTL
          | CTLR_FIQ_EN
          | CTLR_CBPR
          | CTLR_EOI_MODE;

  /** Acknowledge value when the pending interrupt is of group 1 and AckCtl is 0. */
  private static final int GROUP1_PENDING = 1022;

  private static final int INTERRUPT_ID_MASK = 0x3ff;

  private final Gicv2 gic;
  private final IntSupplier accessingCpu;
  private final int[] control;

  Gicv2CpuInterfaceFrame(Gicv2 gic, IntSupplier accessingCpu) {
    super(gic, VirtMemoryMap.GIC_CPU_INTERFACE_BASE, VirtMemoryMap.GIC_CPU_INTERFACE_SIZE);
    this.gic = gic;
    this.accessingCpu = accessingCpu;
    control = new int[gic.table().cpuCount()];
  }

  @Override
  public int readWord(int offset) {
    int cpu = accessingCpu.getAsInt();
    CpuInterface own = gic.cpuInterface(cpu);
    if (offset >= GICC_APR && offset < GICC_NSAPR_END) {
      int group = offset >= GICC_NSAPR ? 1 : 0;
      return own.activePriorities(group, offset % 0x10 / Integer.BYTES);
    }
    return switch (offset) {
      case GICC_CTLR -> control[cpu];
      case GICC_PMR -> own.priorityMask();
      case GICC_BPR -> own.binaryPoint(0);
      case GICC_ABPR -> own.binaryPoint(1);
      case GICC_RPR -> own.runningPriority();
      case GICC_IAR -> acknowledge(cpu);
      case GICC_HPPIR -> group0View(gic.highestPending(cpu), cpu);
      case GICC_AIAR -> acknowledgeGroup1(cpu);
      case GICC_AHPPIR -> group1View(gic.highestPending(cpu), cpu);
      case GICC_IIDR -> GicIdentification.V2_CPU_INTERFACE_IIDR;
      default -> 0;
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    int cpu = accessingCpu.getAsInt();
    CpuInterface own = gic.cpuInterface(cpu);
    if (offset >= GICC_APR && offset < GICC_NSAPR_END) {
      int group = offset >= GICC_APR_END ? 1 : 0;
      own.setActivePriorities(group, offset % 0x10 / Integer.BYTES, value);
      return;
    }
    switch (offset) {
      case GICC_CTLR -> setControl(cpu, (control[cpu] & ~lanes | value) & CTLR_IMPLEMENTED);
      case GICC_PMR -> own.setPriorityMask(value);
      case GICC_BPR -> own.setBinaryPoint(0, value);
      case GICC_ABPR -> own.setBinaryPoint(1, value);
      case GICC_EOIR, GICC_AEOIR -> endOfInterrupt(value & INTERRUPT_ID_MASK, cpu);
      case GICC_DIR -> deactivate(value & INTERRUPT_ID_MASK, cpu);
      default -> {
        // Read-only or reserved.
      }
    }
  }

  private void setControl(int cpu, int value) {
    control[cpu] = value;
    CpuInterface own = gic.cpuInterface(cpu);
    own.enableGroup(0, (value & CTLR_ENABLE_GROUP0) != 0);
    own.enableGroup(1, (value & CTLR_ENABLE_GROUP1) != 0);
    own.setCommonBinaryPoint((value & CTLR_CBPR) != 0);
    gic.setFiqForGroup0(cpu, (value & CTLR_FIQ_EN) != 0);
  }

  private int acknowledge(int cpu) {
    int best = signalled(cpu);
    int view = group0View(best, cpu);
    return view == best && best != InterruptTable.SPURIOUS ? gic.acknowledge(best, cpu) : view;
  }

  private int acknowledgeGroup1(int cpu) {
    int best = group1View(signalled(cpu), cpu);
    return best == InterruptTable.SPURIOUS ? best : gic.acknowledge(best, cpu);
  }

  /** The interrupt that the CPU is being signalled, or spurious. */
  private int signalled(int cpu) {
    int best = gic.highestPending(cpu);
    boolean taken = best != InterruptTable.SPURIOUS && gic.canSignal(best, cpu);
    return taken ? best : InterruptTable.SPURIOUS;
  }

  /** What the registers without "A" show of an interrupt. */
  private int group0View(int intId, int cpu) {
    boolean hidden =
        intId != InterruptTable.SPURIOUS
            && gic.table().group(intId, cpu) == 1
            && (control[cpu] & CTLR_ACK_CTL) == 0;
    return hidden ? GROUP1_PENDING : intId;
  }

  /** What the aliased registers show of an interrupt: group 1 only. */
  private int group1View(int intId, int cpu) {
    boolean shown = intId != InterruptTable.SPURIOUS && gic.table().group(intId, cpu) == 1;
    return shown ? intId : InterruptTable.SPURIOUS;
  }

  private void endOfInterrupt(int intId, int cpu) {
    if (intId >= gic.table().interruptCount()) {
      return;
    }
    gic.cpuInterface(cpu).dropPriority();
    if ((control[cpu] & CTLR_EOI_MODE) == 0) {
      gic.table().deactivate(intId, cpu);
    }
  }

  /** With EOImode 0 a write to GICC_DIR is UNPREDICTABLE; like QEMU we ignore it. */
  private void deactivate(int intId, int cpu) {
    if (intId < gic.table().interruptCount() && (control[cpu] & CTLR_EOI_MODE) != 0) {
      gic.table().deactivate(intId, cpu);
    }
  }
}
