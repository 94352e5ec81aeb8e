package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.SystemRegisterDevice;

/** The ICC registers: the GICv3 CPU interface at EL1 (Arm IHI 0069 section 12.2). */
final class Gicv3SystemRegisters implements SystemRegisterDevice {
  /** S3_0_C12_Cm_op2; CRm is added in bits 3 to 6, op2 in bits 0 to 2. */
  private static final int ICC = 3 << 14 | 12 << 7;

  private static final int ICC_PMR_EL1 = 3 << 14 | 4 << 7 | 6 << 3;
  private static final int ICC_IAR0_EL1 = ICC | 8 << 3;
  private static final int ICC_EOIR0_EL1 = ICC | 8 << 3 | 1;
  private static final int ICC_HPPIR0_EL1 = ICC | 8 << 3 | 2;
  private static final int ICC_BPR0_EL1 = ICC | 8 << 3 | 3;
  private static final int ICC_AP0R0_EL1 = ICC | 8 << 3 | 4;
  private static final int ICC_AP1R0_EL1 = ICC | 9 << 3;
  private static final int ICC_DIR_EL1 = ICC | 11 << 3 | 1;
  private static final int ICC_RPR_EL1 = ICC | 11 << 3 | 3;
  private static final int ICC_SGI1R_EL1 = ICC | 11 << 3 | 5;
  private static final int ICC_ASGI1R_EL1 = ICC | 11 << 3 | 6;
  private static final int ICC_SGI0R_EL1 = ICC | 11 << 3 | 7;
  private static final int ICC_IAR1_EL1 = ICC | 12 << 3;
  private static final int ICC_EOIR1_EL1 = ICC | 12 << 3 | 1;
  private static final int ICC_HPPIR1_EL1 = ICC | 12 << 3 | 2;
  private static final int ICC_BPR1_EL1 = ICC | 12 << 3 | 3;
  private static final int ICC_CTLR_EL1 = ICC | 12 << 3 | 4;
  private static final int ICC_SRE_EL1 = ICC | 12 << 3 | 5;
  private static final int ICC_IGRPEN0_EL1 = ICC | 12 << 3 | 6;
  private static final int ICC_IGRPEN1_EL1 = ICC | 12 << 3 | 7;

  private static final int CTLR_CBPR = 1;
  private static final int CTLR_EOI_MODE = 1 << 1;
  private static final int CTLR_PRI_BITS_SHIFT = 8;

  /** ICC_CTLR_EL1.IDbits: interrupt ids of 24 bits. */
  private static final int CTLR_ID_BITS = 1 << 11;

  /** ICC_CTLR_EL1.A3V: affinity level 3 may be other than zero when an SGI is sent. */
  private static final int CTLR_A3V = 1 << 15;

  /** System register access only, no bypass: SRE, DFB, DIB. */
  private static final int SRE_VALUE = 7;

  private static final int INTERRUPT_ID_MASK = 0xff_ffff;

  /** ICC_SGI1R_EL1.IRM: to all CPUs but the sender. */
  private static final long SGI_ALL_OTHERS = 1L << 40;

  private static final int MAX_BINARY_POINT = 7;

  private final Gicv3 gic;
  private final boolean[] eoiMode;

  Gicv3SystemRegisters(Gicv3 gic) {
    this.gic = gic;
    eoiMode = new boolean[gic.table().cpuCount()];
  }

  @Override
  public boolean handles(int encoding) {
    return switch (encoding) {
      case ICC_PMR_EL1,
          ICC_IAR0_EL1,
          ICC_EOIR0_EL1,
          ICC_HPPIR0_EL1,
          ICC_BPR0_EL1,
          ICC_AP0R0_EL1,
          ICC_AP1R0_EL1,
          ICC_DIR_EL1,
          ICC_RPR_EL1,
          ICC_SGI1R_EL1,
          ICC_ASGI1R_EL1,
          ICC_SGI0R_EL1,
          ICC_IAR1_EL1,
          ICC_EOIR1_EL1,
          ICC_HPPIR1_EL1,
          ICC_BPR1_EL1,
          ICC_CTLR_EL1,
          ICC_SRE_EL1,
          ICC_IGRPEN0_EL1,
          ICC_IGRPEN1_EL1 ->
          true;
      default -> false;
    };
  }

  @Override
  public long read(int encoding, int cpu) {
    CpuInterface own = gic.cpuInterface(cpu);
    return switch (encoding) {
      case ICC_PMR_EL1 -> own.priorityMask();
      case ICC_IAR0_EL1 -> acknowledge(cpu, 0);
      case ICC_IAR1_EL1 -> acknowledge(cpu, 1);
      case ICC_HPPIR0_EL1 -> highestPending(cpu, 0);
      case ICC_HPPIR1_EL1 -> highestPending(cpu, 1);
      case ICC_BPR0_EL1 -> own.binaryPoint(0);
      case ICC_BPR1_EL1 -> binaryPoint1(own);
      case ICC_AP0R0_EL1 -> Integer.toUnsignedLong(own.activePriorities(0, 0));
      case ICC_AP1R0_EL1 -> Integer.toUnsignedLong(own.activePriorities(1, 0));
      case ICC_RPR_EL1 -> own.runningPriority();
      case ICC_CTLR_EL1 -> control(cpu);
      case ICC_SRE_EL1 -> SRE_VALUE;
      case ICC_IGRPEN0_EL1 -> own.groupEnabled(0) ? 1 : 0;
      case ICC_IGRPEN1_EL1 -> own.groupEnabled(1) ? 1 : 0;
      default -> 0;
    };
  }

  @Override
  public void write(int encoding, int cpu, long value) {
    CpuInterface own = gic.cpuInterface(cpu);
    int word = (int) value;
    switch (encoding) {
      case ICC_PMR_EL1 -> own.setPriorityMask(word);
      case ICC_BPR0_EL1 -> own.setBinaryPoint(0, word);
      case ICC_BPR1_EL1 -> setBinaryPoint1(own, word);
      case ICC_AP0R0_EL1 -> own.setActivePriorities(0, 0, word);
      case ICC_AP1R0_EL1 -> own.setActivePriorities(1, 0, word);
      case ICC_EOIR0_EL1 -> endOfInterrupt(word & INTERRUPT_ID_MASK, cpu, 0);
      case ICC_EOIR1_EL1 -> endOfInterrupt(word & INTERRUPT_ID_MASK, cpu, 1);
      case ICC_DIR_EL1 -> deactivate(word & INTERRUPT_ID_MASK, cpu);
      case ICC_CTLR_EL1 -> {
        own.setCommonBinaryPoint((word & CTLR_CBPR) != 0);
        eoiMode[cpu] = (word & CTLR_EOI_MODE) != 0;
      }
      case ICC_IGRPEN0_EL1 -> own.enableGroup(0, (word & 1) != 0);
      case ICC_IGRPEN1_EL1 -> own.enableGroup(1, (word & 1) != 0);
      case ICC_SGI1R_EL1 -> sendSgi(value, cpu, 1);
      // There is no other security state: the alias register and group 0 mean the same here.
      case ICC_ASGI1R_EL1, ICC_SGI0R_EL1 -> sendSgi(value, cpu, 0);
      default -> {
        // Read-only.
      }
    }
    gic.update();
  }

  private long acknowledge(int cpu, int group) {
    int intId = gic.signalled(cpu, group);
    if (intId != InterruptTable.SPURIOUS) {
      gic.acknowledge(intId, cpu);
    }
    return intId;
  }

  private long highestPending(int cpu, int group) {
    int best = gic.highestPending(cpu);
    boolean shown = best != InterruptTable.SPURIOUS && gic.table().group(best, cpu) == group;
    return shown ? best : InterruptTable.SPURIOUS;
  }

  private static long binaryPoint1(CpuInterface own) {
    return own.commonBinaryPoint()
        ? Math.min(own.binaryPoint(0) + 1, MAX_BINARY_POINT)
        : own.binaryPoint(1);
  }

  /** With CBPR set, the register of group 1 is read-only. */
  private static void setBinaryPoint1(CpuInterface own, int value) {
    if (!own.commonBinaryPoint()) {
      own.setBinaryPoint(1, value);
    }
  }

  private long control(int cpu) {
    CpuInterface own = gic.cpuInterface(cpu);
    return (own.commonBinaryPoint() ? CTLR_CBPR : 0)
        | (eoiMode[cpu] ? CTLR_EOI_MODE : 0)
        | own.priorityBits() - 1 << CTLR_PRI_BITS_SHIFT
        | CTLR_ID_BITS
        | CTLR_A3V;
  }

  /** A write for the other group than the running one is ignored (IHI 0069, ICC_EOIR0_EL1). */
  private void endOfInterrupt(int intId, int cpu, int group) {
    CpuInterface own = gic.cpuInterface(cpu);
    if (intId >= gic.table().interruptCount() || own.highestActiveGroup() != group) {
      return;
    }
    own.dropPriority();
    if (!eoiMode[cpu]) {
      gic.table().deactivate(intId, cpu);
    }
  }

  private void deactivate(int intId, int cpu) {
    if (eoiMode[cpu] && intId < gic.table().interruptCount()) {
      gic.table().deactivate(intId, cpu);
    }
  }

  /** Affinity 0.0.0.n names CPU n; the target list counts from 16 * RS, which is always 0 here. */
  private void sendSgi(long request, int sender, int group) {
    int sgi = (int) (request >>> 24) & 0xf;
    boolean allOthers = (request & SGI_ALL_OTHERS) != 0;
    long clusterFields = 0xffL << 48 | 0xfL << 44 | 0xffL << 32 | 0xffL << 16;
    boolean ownCluster = (request & clusterFields) == 0;
    for (int cpu = 0; cpu < gic.table().cpuCount(); cpu++) {
      boolean listed = ownCluster && (request >>> cpu & 1) != 0;
      if (allOthers ? cpu != sender : listed) {
        gic.sendSgi(sgi, group, cpu);
      }
    }
  }
}
