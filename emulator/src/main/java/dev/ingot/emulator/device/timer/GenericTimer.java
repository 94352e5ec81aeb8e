package dev.ingot.emulator.device.timer;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.SystemRegisterDevice;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.VirtualTime;
import java.util.Arrays;

/**
 * The EL1 virtual and physical timers of all CPUs and the counter that they share. The virtual
 * offset is 0, as without EL2, so both counters read the same.
 *
 * <p>A write may bring the next event nearer: ask {@link #nextEventInstruction()} again after it.
 *
 * <p>Source: Arm ARM (DDI 0487), chapters "The Generic Timer in AArch64 state" and "AArch64 System
 * Register Descriptions".
 */
public final class GenericTimer implements SystemRegisterDevice, EventSource {
  /** S3_op1_C14_Cm_op2; op1 is added in bits 11 to 13, CRm in bits 3 to 6, op2 below. */
  private static final int TIMER = 3 << 14 | 14 << 7;

  private static final int EL0 = 3 << 11;

  private static final int EL2 = 4 << 11;

  private static final int CNTVOFF_EL2 = TIMER | EL2 | 3;
  private static final int CNTHCTL_EL2 = TIMER | EL2 | 1 << 3;
  private static final int CNTHP_TVAL_EL2 = TIMER | EL2 | 2 << 3;
  private static final int CNTHP_CTL_EL2 = TIMER | EL2 | 2 << 3 | 1;
  private static final int CNTHP_CVAL_EL2 = TIMER | EL2 | 2 << 3 | 2;
  private static final int CNTKCTL_EL1 = TIMER | 1 << 3;
  private static final int CNTFRQ_EL0 = TIMER | EL0;
  private static final int CNTPCT_EL0 = TIMER | EL0 | 1;
  private static final int CNTVCT_EL0 = TIMER | EL0 | 2;
  private static final int CNTP_TVAL_EL0 = TIMER | EL0 | 2 << 3;
  private static final int CNTP_CTL_EL0 = TIMER | EL0 | 2 << 3 | 1;
  private static final int CNTP_CVAL_EL0 = TIMER | EL0 | 2 << 3 | 2;
  private static final int CNTV_TVAL_EL0 = TIMER | EL0 | 3 << 3;
  private static final int CNTV_CTL_EL0 = TIMER | EL0 | 3 << 3 | 1;
  private static final int CNTV_CVAL_EL0 = TIMER | EL0 | 3 << 3 | 2;

  /** CNTKCTL_EL1 bits that let EL0 read the physical and the virtual counter. */
  private static final long EL0PCTEN = 1;

  private static final long EL0VCTEN = 1 << 1;

  /** CNTKCTL_EL1 bits that let EL0 use the virtual and the physical timer. */
  private static final long EL0VTEN = 1 << 8;

  private static final long EL0PTEN = 1 << 9;

  /** Implemented bits of CNTKCTL_EL1: EL0 access and the event stream's configuration. */
  private static final long CNTKCTL_MASK = 0x3ff;

  private final VirtualTime time;
  private final InterruptController gic;
  private final ComparatorTimer[] virtualTimers;
  private final ComparatorTimer[] physicalTimers;
  private final ComparatorTimer[] hypervisorTimers;

  /** CNTVOFF_EL2: ticks that the virtual counter is behind the physical one. */
  private final long[] virtualOffset;

  /** CNTHCTL_EL2, whose traps of EL1 are not modelled. */
  private final long[] hypervisorControl;

  private final long[] kernelControl;
  private final long[] frequency;

  /**
   * @param cpuCount CPUs, each with its own timers
   * @param gic takes the timers' PPIs 27 and 30
   */
  public GenericTimer(int cpuCount, VirtualTime time, InterruptController gic) {
    this.time = time;
    this.gic = gic;
    virtualTimers = new ComparatorTimer[cpuCount];
    physicalTimers = new ComparatorTimer[cpuCount];
    hypervisorTimers = new ComparatorTimer[cpuCount];
    virtualOffset = new long[cpuCount];
    hypervisorControl = new long[cpuCount];
    for (int cpu = 0; cpu < cpuCount; cpu++) {
      virtualTimers[cpu] = new ComparatorTimer();
      physicalTimers[cpu] = new ComparatorTimer();
      hypervisorTimers[cpu] = new ComparatorTimer();
    }
    kernelControl = new long[cpuCount];
    frequency = new long[cpuCount];
    Arrays.fill(frequency, VirtualTime.COUNTER_HERTZ);
  }

  @Override
  public boolean handles(int encoding) {
    return switch (encoding) {
      case CNTKCTL_EL1,
          CNTFRQ_EL0,
          CNTPCT_EL0,
          CNTVCT_EL0,
          CNTP_TVAL_EL0,
          CNTP_CTL_EL0,
          CNTP_CVAL_EL0,
          CNTV_TVAL_EL0,
          CNTV_CTL_EL0,
          CNTV_CVAL_EL0,
          CNTVOFF_EL2,
          CNTHCTL_EL2,
          CNTHP_TVAL_EL2,
          CNTHP_CTL_EL2,
          CNTHP_CVAL_EL2 ->
          true;
      default -> false;
    };
  }

  /**
   * Whether an access from EL0 traps to EL1 because CNTKCTL_EL1 does not allow it (Arm ARM,
   * CNTKCTL_EL1). Only for registers that this device {@link #handles}.
   */
  @Override
  public boolean trapsAtEl0(int encoding, int cpu) {
    long allowing =
        switch (encoding) {
          case CNTFRQ_EL0 -> EL0PCTEN | EL0VCTEN;
          case CNTPCT_EL0 -> EL0PCTEN;
          case CNTVCT_EL0 -> EL0VCTEN;
          case CNTP_TVAL_EL0, CNTP_CTL_EL0, CNTP_CVAL_EL0 -> EL0PTEN;
          case CNTV_TVAL_EL0, CNTV_CTL_EL0, CNTV_CVAL_EL0 -> EL0VTEN;
          default -> 0;
        };
    return (kernelControl[cpu] & allowing) == 0;
  }

  @Override
  public long read(int encoding, int cpu) {
    long now = time.counter();
    long virtualNow = now - virtualOffset[cpu];
    return switch (encoding) {
      case CNTKCTL_EL1 -> kernelControl[cpu];
      case CNTFRQ_EL0 -> frequency[cpu];
      case CNTPCT_EL0 -> now;
      case CNTVCT_EL0 -> virtualNow;
      case CNTP_TVAL_EL0 -> physicalTimers[cpu].timerValue(now);
      case CNTP_CTL_EL0 -> physicalTimers[cpu].control(now);
      case CNTP_CVAL_EL0 -> physicalTimers[cpu].compareValue();
      case CNTV_TVAL_EL0 -> virtualTimers[cpu].timerValue(virtualNow);
      case CNTV_CTL_EL0 -> virtualTimers[cpu].control(virtualNow);
      case CNTV_CVAL_EL0 -> virtualTimers[cpu].compareValue();
      case CNTVOFF_EL2 -> virtualOffset[cpu];
      case CNTHCTL_EL2 -> hypervisorControl[cpu];
      case CNTHP_TVAL_EL2 -> hypervisorTimers[cpu].timerValue(now);
      case CNTHP_CTL_EL2 -> hypervisorTimers[cpu].control(now);
      case CNTHP_CVAL_EL2 -> hypervisorTimers[cpu].compareValue();
      default -> 0;
    };
  }

  @Override
  public void write(int encoding, int cpu, long value) {
    switch (encoding) {
      case CNTKCTL_EL1 -> kernelControl[cpu] = value & CNTKCTL_MASK;
      case CNTFRQ_EL0 -> frequency[cpu] = value & 0xffff_ffffL;
      case CNTP_TVAL_EL0 -> physicalTimers[cpu].setTimerValue((int) value, time.counter());
      case CNTP_CTL_EL0 -> physicalTimers[cpu].setControl(value);
      case CNTP_CVAL_EL0 -> physicalTimers[cpu].setCompareValue(value);
      case CNTV_TVAL_EL0 ->
          virtualTimers[cpu].setTimerValue((int) value, time.counter() - virtualOffset[cpu]);
      case CNTV_CTL_EL0 -> virtualTimers[cpu].setControl(value);
      case CNTV_CVAL_EL0 -> virtualTimers[cpu].setCompareValue(value);
      case CNTVOFF_EL2 -> virtualOffset[cpu] = value;
      case CNTHCTL_EL2 -> hypervisorControl[cpu] = value;
      case CNTHP_TVAL_EL2 -> hypervisorTimers[cpu].setTimerValue((int) value, time.counter());
      case CNTHP_CTL_EL2 -> hypervisorTimers[cpu].setControl(value);
      case CNTHP_CVAL_EL2 -> hypervisorTimers[cpu].setCompareValue(value);
      default -> {
        // The counters are read-only.
      }
    }
    update(cpu);
  }

  @Override
  public long nextEventInstruction() {
    long now = time.counter();
    long next = NEVER;
    for (int cpu = 0; cpu < virtualTimers.length; cpu++) {
      long offset = virtualOffset[cpu];
      long due = virtualTimers[cpu].nextEventInstruction(now - offset);
      next =
          Math.min(next, due == NEVER ? NEVER : due + offset * VirtualTime.INSTRUCTIONS_PER_TICK);
      next = Math.min(next, hypervisorTimers[cpu].nextEventInstruction(now));
      next = Math.min(next, physicalTimers[cpu].nextEventInstruction(now));
    }
    return next;
  }

  @Override
  public void update() {
    for (int cpu = 0; cpu < virtualTimers.length; cpu++) {
      update(cpu);
    }
  }

  private void update(int cpu) {
    long now = time.counter();
    gic.setLevel(
        VirtMemoryMap.VIRTUAL_TIMER_INTERRUPT,
        cpu,
        virtualTimers[cpu].output(now - virtualOffset[cpu]));
    gic.setLevel(VirtMemoryMap.PHYSICAL_TIMER_INTERRUPT, cpu, physicalTimers[cpu].output(now));
    gic.setLevel(VirtMemoryMap.HYPERVISOR_TIMER_INTERRUPT, cpu, hypervisorTimers[cpu].output(now));
  }
}
