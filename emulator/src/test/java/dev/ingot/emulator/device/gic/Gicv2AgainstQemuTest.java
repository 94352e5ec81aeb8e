package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AgainstQemu;
import org.junit.jupiter.api.Test;

/** The same register accesses on QEMU's GICv2 and on ours must read the same values. */
class Gicv2AgainstQemuTest extends AgainstQemu {
  private static final long GICD = 0x0800_0000L;
  private static final long GICC = 0x0801_0000L;
  private static final long GICD_CTLR = GICD;
  private static final long GICD_ISENABLER = GICD + 0x100;
  private static final long GICD_ICENABLER = GICD + 0x180;
  private static final long GICD_ISPENDR = GICD + 0x200;
  private static final long GICD_ICPENDR = GICD + 0x280;
  private static final long GICD_ISACTIVER = GICD + 0x300;
  private static final long GICD_ICACTIVER = GICD + 0x380;
  private static final long GICD_IPRIORITYR = GICD + 0x400;
  private static final long GICD_ITARGETSR = GICD + 0x800;
  private static final long GICD_ICFGR = GICD + 0xc00;
  private static final long GICD_SGIR = GICD + 0xf00;
  private static final long GICD_CPENDSGIR = GICD + 0xf10;
  private static final long GICD_SPENDSGIR = GICD + 0xf20;
  private static final long GICC_CTLR = GICC;
  private static final long GICC_PMR = GICC + 0x04;
  private static final long GICC_BPR = GICC + 0x08;
  private static final long GICC_IAR = GICC + 0x0c;
  private static final long GICC_EOIR = GICC + 0x10;
  private static final long GICC_RPR = GICC + 0x14;
  private static final long GICC_HPPIR = GICC + 0x18;
  private static final long GICC_ABPR = GICC + 0x1c;
  private static final long GICC_DIR = GICC + 0x1000;
  private static final long UART = 0x0900_0000L;
  private static final int CNTV_CTL_EL0 = 3 << 14 | 3 << 11 | 14 << 7 | 3 << 3 | 1;

  /** Distributor and CPU interface on, all priorities pass. */
  private static AccessScript enabled() {
    return new AccessScript().write(GICD_CTLR, 1).write(GICC_CTLR, 1).write(GICC_PMR, 0xff);
  }

  @Test
  void theRegistersAfterResetReadTheSame() throws Exception {
    AccessScript script = new AccessScript();
    for (long offset : new long[] {0, 4, 8, 0x80, 0x84, 0x100, 0x104, 0x180, 0x200, 0x300}) {
      script.read(GICD + offset);
    }
    for (long offset : new long[] {0x400, 0x420, 0x800, 0x820, 0xc00, 0xc04, 0xc08, 0xf10}) {
      script.read(GICD + offset);
    }
    for (long offset = 0xfd0; offset < 0x1000; offset += 4) {
      script.read(GICD + offset);
    }
    for (long offset : new long[] {0, 4, 8, 0xc, 0x14, 0x18, 0x1c, 0xd0, 0xe0, 0xfc}) {
      script.read(GICC + offset);
    }
    bothAgree(script);
  }

  @Test
  void theIdRegistersCountTheCpus() throws Exception {
    bothAgree(new AccessScript().on(3).read(GICD + 4).read(GICD_ITARGETSR).read(GICC));
  }

  @Test
  void enableBitsAreSetAndClearedSeparately() throws Exception {
    bothAgree(
        new AccessScript()
            .write(GICD_ISENABLER, 0x0f00_00f0L)
            .write(GICD_ICENABLER, 0x0300_0070L)
            .write(GICD_ISENABLER + 4, 0xf0)
            .write(GICD_ICENABLER + 4, 0x30)
            .read(GICD_ISENABLER)
            .read(GICD_ICENABLER + 4)
            .read(GICD_ISENABLER + 0x20)
            .write(GICD_ISENABLER + 0x24, 1)
            .read(GICD_ISENABLER + 0x24));
  }

  @Test
  void prioritiesAndTargetsAreByteAccessible() throws Exception {
    bothAgree(
        new AccessScript()
            .write(GICD_IPRIORITYR + 33, 1, 0xa7)
            .write(GICD_IPRIORITYR + 27, 1, 0x5b)
            .write(GICD_ITARGETSR + 34, 1, 3)
            .write(GICD_ITARGETSR + 36, 0x0102_0300L)
            .read(GICD_IPRIORITYR + 32)
            .read(GICD_IPRIORITYR + 24)
            .read(GICD_IPRIORITYR + 33, 1)
            .read(GICD_ITARGETSR + 32)
            .read(GICD_ITARGETSR + 36)
            .on(1)
            .read(GICD_IPRIORITYR + 24)
            .read(GICD_ITARGETSR)
            .read(GICD_ITARGETSR + 28));
  }

  @Test
  void aLevelInterruptStaysPendingAndIsNotTakenTwice() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_ISENABLER, 1 << 27)
            .write(GICD_IPRIORITYR + 27, 1, 0x80)
            .interruptInputs()
            .msr(CNTV_CTL_EL0, 1)
            .read(GICD_ISPENDR)
            .interruptInputs()
            .read(GICC_HPPIR)
            .read(GICC_IAR)
            .read(GICC_RPR)
            .interruptInputs()
            .read(GICD_ISPENDR)
            .read(GICD_ISACTIVER)
            .read(GICC_IAR)
            .msr(CNTV_CTL_EL0, 3)
            .read(GICD_ISPENDR)
            .write(GICC_EOIR, 27)
            .read(GICD_ISACTIVER)
            .read(GICC_RPR)
            .interruptInputs());
  }

  @Test
  void anUndoneLevelInterruptIsTakenAgainAfterItsEnd() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_ISENABLER, 1 << 27)
            .msr(CNTV_CTL_EL0, 1)
            .read(GICC_IAR)
            .write(GICC_EOIR, 27)
            .interruptInputs()
            .read(GICC_IAR)
            .msr(CNTV_CTL_EL0, 0)
            .write(GICC_EOIR, 27)
            .read(GICC_IAR));
  }

  @Test
  void aSharedInterruptFollowsItsTargets() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_ISENABLER + 4, 1 << 1)
            .write(GICD_ITARGETSR + 33, 1, 2)
            .write(UART + 0x38, 1 << 5)
            .write(UART, 'x')
            .read(GICD_ISPENDR + 4)
            .interruptInputs()
            .on(1)
            .write(GICC_CTLR, 1)
            .write(GICC_PMR, 0xf0)
            .interruptInputs()
            .read(GICC_IAR)
            .write(UART + 0x44, 1 << 5)
            .write(GICC_EOIR, 33)
            .interruptInputs()
            .on(0)
            .write(GICD_ITARGETSR + 33, 1, 1)
            .write(UART, 'x')
            .interruptInputs()
            .read(GICC_IAR));
  }

  @Test
  void aHigherPriorityPreemptsAndAnEqualOneDoesNot() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_ISENABLER + 4, 0xff)
            .write(GICD_ITARGETSR + 32, 0x0101_0101L)
            .write(GICD_IPRIORITYR + 32, 0x2040_8080L)
            .write(GICD_ISPENDR + 4, 1)
            .read(GICC_IAR)
            .read(GICC_RPR)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .read(GICC_IAR)
            .read(GICC_HPPIR)
            .write(GICD_ISPENDR + 4, 4)
            .interruptInputs()
            .read(GICC_IAR)
            .read(GICC_RPR)
            .write(GICD_ISPENDR + 4, 8)
            .read(GICC_IAR)
            .read(GICC_RPR)
            .read(GICC + 0xd0)
            .read(GICD_ISACTIVER + 4)
            .write(GICC_EOIR, 35)
            .read(GICC_RPR)
            .write(GICC_EOIR, 34)
            .read(GICC_RPR)
            .write(GICC_EOIR, 32)
            .read(GICC_RPR)
            .interruptInputs()
            .read(GICC_IAR));
  }

  @Test
  void theBinaryPointHidesSubpriorities() throws Exception {
    bothAgree(
        enabled()
            .write(GICC_BPR, 5)
            .read(GICC_BPR)
            .write(GICC_ABPR, 0)
            .read(GICC_ABPR)
            .write(GICD_ISENABLER + 4, 0xff)
            .write(GICD_ITARGETSR + 32, 0x0101_0101L)
            .write(GICD_IPRIORITYR + 32, 0x0070_4060L)
            .write(GICD_ISPENDR + 4, 1)
            .read(GICC_IAR)
            .read(GICC_RPR)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .write(GICD_ISPENDR + 4, 8)
            .interruptInputs()
            .read(GICC_IAR)
            .read(GICC_RPR));
  }

  @Test
  void thePriorityMaskHoldsInterruptsBack() throws Exception {
    bothAgree(
        enabled()
            .write(GICC_PMR, 0x80)
            .write(GICD_ISENABLER + 4, 3)
            .write(GICD_ITARGETSR + 32, 0x0101L)
            .write(GICD_IPRIORITYR + 32, 0x7f80L)
            .write(GICD_ISPENDR + 4, 1)
            .interruptInputs()
            .read(GICC_IAR)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .read(GICC_IAR)
            .write(GICC_PMR, 0)
            .read(GICC_PMR));
  }

  @Test
  void splitEndOfInterruptDeactivatesSeparately() throws Exception {
    bothAgree(
        enabled()
            .write(GICC_CTLR, 0x201)
            .read(GICC_CTLR)
            .write(GICD_ISENABLER + 4, 1)
            .write(GICD_ITARGETSR + 32, 1)
            .write(GICD_ISPENDR + 4, 1)
            .read(GICC_IAR)
            .write(GICC_EOIR, 32)
            .read(GICC_RPR)
            .read(GICD_ISACTIVER + 4)
            .write(GICD_ISPENDR + 4, 1)
            .interruptInputs()
            .write(GICC_DIR, 32)
            .read(GICD_ISACTIVER + 4)
            .interruptInputs());
  }

  @Test
  void anSgiCarriesItsSource() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_SGIR, 0x0002_0003L)
            .on(1)
            .write(GICD_SGIR, 0x0200_0003L)
            .write(GICC_CTLR, 1)
            .write(GICC_PMR, 0xff)
            .interruptInputs()
            .read(GICD_SPENDSGIR)
            .read(GICD_ISPENDR)
            .read(GICC_HPPIR)
            .read(GICC_IAR)
            .read(GICD_SPENDSGIR)
            .write(GICC_EOIR, 3)
            .read(GICC_IAR)
            .write(GICC_EOIR, 0x403)
            .read(GICC_IAR)
            .read(GICC_RPR)
            .write(GICD_SGIR, 0x0100_0007L)
            .on(0)
            .read(GICC_IAR)
            .write(GICC_EOIR, 0x407)
            .read(GICC_IAR));
  }

  @Test
  void pendingSgisAreSetAndClearedBySource() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_SPENDSGIR + 5, 1, 3)
            .read(GICD_SPENDSGIR + 4)
            .write(GICD_CPENDSGIR + 5, 1, 1)
            .read(GICD_CPENDSGIR + 4)
            .write(GICD_ICPENDR, 0xffff)
            .write(GICD_ISPENDR, 0x0001)
            .read(GICD_ISPENDR)
            .read(GICC_IAR)
            .on(1)
            .read(GICD_SPENDSGIR + 4));
  }

  @Test
  void groupZeroCanRaiseFiqAndGroupOneNeedsAckCtl() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_CTLR, 3)
            .write(GICC_CTLR, 0xb)
            .read(GICC_CTLR)
            .read(GICD_CTLR)
            .write(GICD + 0x84, 2)
            .read(GICD + 0x84)
            .write(GICD_ISENABLER + 4, 3)
            .write(GICD_ITARGETSR + 32, 0x0101L)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .read(GICC_HPPIR)
            .read(GICC_IAR)
            .write(GICC_CTLR, 0xf)
            .read(GICC_HPPIR)
            .read(GICC_IAR)
            .write(GICC_EOIR, 33)
            .write(GICD_ISPENDR + 4, 1)
            .interruptInputs()
            .read(GICC_IAR));
  }

  @Test
  void triggerConfigurationIsKeptForSharedInterrupts() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_ICFGR + 8, 0xffff_ffffL)
            .read(GICD_ICFGR + 8)
            .write(GICD_ICFGR, 0)
            .read(GICD_ICFGR)
            .write(GICD_ISENABLER + 4, 1 << 1)
            .write(GICD_ITARGETSR + 32, 0x0101_0101L)
            .write(UART + 0x38, 1 << 5)
            .write(UART, 'x')
            .write(UART + 0x44, 1 << 5)
            .read(GICD_ISPENDR + 4)
            .interruptInputs()
            .write(GICD_ICPENDR + 4, 2)
            .read(GICD_ISPENDR + 4)
            .interruptInputs());
  }

  @Test
  void activeBitsCanBeWritten() throws Exception {
    bothAgree(
        enabled()
            .write(GICD_ISACTIVER + 4, 0xf0)
            .write(GICD_ICACTIVER + 4, 0x30)
            .read(GICD_ISACTIVER + 4)
            .read(GICD_ICACTIVER + 4)
            .write(GICD_ISENABLER + 4, 0x40)
            .write(GICD_ITARGETSR + 38, 1, 1)
            .write(GICD_ISPENDR + 4, 0x40)
            .interruptInputs()
            .write(GICD_ICACTIVER + 4, 0x40)
            .interruptInputs());
  }
}
