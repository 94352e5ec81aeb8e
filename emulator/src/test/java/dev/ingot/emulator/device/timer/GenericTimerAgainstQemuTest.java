package dev.ingot.emulator.device.timer;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AgainstQemu;
import org.junit.jupiter.api.Test;

/** The same accesses on QEMU's generic timer and on ours must read the same values. */
class GenericTimerAgainstQemuTest extends AgainstQemu {
  private static final int TIMER = 3 << 14 | 14 << 7;
  private static final int EL0 = 3 << 11;
  private static final int CNTKCTL_EL1 = TIMER | 1 << 3;
  private static final int CNTFRQ_EL0 = TIMER | EL0;
  private static final int CNTP_CTL_EL0 = TIMER | EL0 | 2 << 3 | 1;
  private static final int CNTP_CVAL_EL0 = TIMER | EL0 | 2 << 3 | 2;
  private static final int CNTV_CTL_EL0 = TIMER | EL0 | 3 << 3 | 1;
  private static final int CNTV_CVAL_EL0 = TIMER | EL0 | 3 << 3 | 2;
  private static final long GICD_ISPENDR0 = 0x0800_0200L;

  @Test
  void theFrequencyIsTheBoards() throws Exception {
    bothAgree(new AccessScript().mrs(CNTFRQ_EL0));
  }

  @Test
  void aPastCompareValueMeetsTheConditionAndAFutureOneDoesNot() throws Exception {
    bothAgree(
        new AccessScript()
            .msr(CNTV_CTL_EL0, 1)
            .mrs(CNTV_CTL_EL0)
            .read(GICD_ISPENDR0)
            .msr(CNTV_CVAL_EL0, 0x7fff_ffff_ffff_ffffL)
            .mrs(CNTV_CTL_EL0)
            .read(GICD_ISPENDR0)
            .msr(CNTV_CVAL_EL0, -1)
            .mrs(CNTV_CTL_EL0)
            .mrs(CNTV_CVAL_EL0)
            .msr(CNTV_CVAL_EL0, 1)
            .mrs(CNTV_CTL_EL0));
  }

  @Test
  void maskingAndDisablingDropTheInterrupt() throws Exception {
    bothAgree(
        new AccessScript()
            .msr(CNTP_CTL_EL0, 1)
            .read(GICD_ISPENDR0)
            .msr(CNTP_CTL_EL0, 3)
            .mrs(CNTP_CTL_EL0)
            .read(GICD_ISPENDR0)
            .msr(CNTP_CTL_EL0, 1)
            .read(GICD_ISPENDR0)
            .msr(CNTP_CTL_EL0, 0)
            .mrs(CNTP_CTL_EL0)
            .read(GICD_ISPENDR0));
  }

  @Test
  void theTwoTimersAreIndependentAndPrivateToTheirCpu() throws Exception {
    bothAgree(
        new AccessScript()
            .msr(CNTP_CVAL_EL0, 0x1234)
            .msr(CNTV_CTL_EL0, 1)
            .mrs(CNTV_CVAL_EL0)
            .mrs(CNTP_CTL_EL0)
            .on(1)
            .mrs(CNTP_CVAL_EL0)
            .mrs(CNTV_CTL_EL0)
            .read(GICD_ISPENDR0));
  }

  @Test
  void theKernelControlRegisterIsKept() throws Exception {
    bothAgree(new AccessScript().msr(CNTKCTL_EL1, 0x303).mrs(CNTKCTL_EL1));
  }
}
