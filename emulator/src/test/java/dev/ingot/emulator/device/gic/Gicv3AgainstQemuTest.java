package dev.ingot.emulator.device.gic;

import dev.ingot.emulator.device.probe.AccessScript;
import dev.ingot.emulator.device.probe.AgainstQemu;
import dev.ingot.emulator.device.probe.VirtVariant;
import org.junit.jupiter.api.Test;

/**
 * The same register accesses on QEMU's GICv3 and on ours must read the same. Left out are the
 * fields that tell of LPIs, which we do not have: GICD_TYPER.LPIS, GICR_CTLR.CES, GICR_TYPER.PLPIS
 * and CommonLPIAff; and GICD_TYPER.ITLinesNumber, which QEMU 7.2 shows one too small.
 */
class Gicv3AgainstQemuTest extends AgainstQemu {
  private static final long GICD = 0x0800_0000L;
  private static final long GICR = 0x080a_0000L;
  private static final long REDISTRIBUTOR_STRIDE = 0x2_0000L;
  private static final long SGI_BASE = GICR + 0x1_0000L;
  private static final long GICD_CTLR = GICD;
  private static final long GICD_IGROUPR = GICD + 0x80;
  private static final long GICD_ISENABLER = GICD + 0x100;
  private static final long GICD_ISPENDR = GICD + 0x200;
  private static final long GICD_ICPENDR = GICD + 0x280;
  private static final long GICD_ISACTIVER = GICD + 0x300;
  private static final long GICD_IPRIORITYR = GICD + 0x400;
  private static final long GICD_ICFGR = GICD + 0xc00;
  private static final long GICD_IROUTER = GICD + 0x6000;
  private static final long GICR_WAKER = GICR + 0x14;
  private static final long GICR_IGROUPR0 = SGI_BASE + 0x80;
  private static final long GICR_ISENABLER0 = SGI_BASE + 0x100;
  private static final long GICR_ICENABLER0 = SGI_BASE + 0x180;
  private static final long GICR_ISPENDR0 = SGI_BASE + 0x200;
  private static final long GICR_ICPENDR0 = SGI_BASE + 0x280;
  private static final long GICR_ISACTIVER0 = SGI_BASE + 0x300;
  private static final long GICR_IPRIORITYR = SGI_BASE + 0x400;
  private static final long GICR_ICFGR = SGI_BASE + 0xc00;
  private static final long UART = 0x0900_0000L;

  private static final int CNTV_CTL_EL0 = 3 << 14 | 3 << 11 | 14 << 7 | 3 << 3 | 1;
  private static final int ICC_PMR_EL1 = 3 << 14 | 4 << 7 | 6 << 3;
  private static final int ICC_IAR0_EL1 = icc(8, 0);
  private static final int ICC_EOIR0_EL1 = icc(8, 1);
  private static final int ICC_HPPIR0_EL1 = icc(8, 2);
  private static final int ICC_BPR0_EL1 = icc(8, 3);
  private static final int ICC_AP0R0_EL1 = icc(8, 4);
  private static final int ICC_AP1R0_EL1 = icc(9, 0);
  private static final int ICC_DIR_EL1 = icc(11, 1);
  private static final int ICC_RPR_EL1 = icc(11, 3);
  private static final int ICC_SGI1R_EL1 = icc(11, 5);
  private static final int ICC_ASGI1R_EL1 = icc(11, 6);
  private static final int ICC_SGI0R_EL1 = icc(11, 7);
  private static final int ICC_IAR1_EL1 = icc(12, 0);
  private static final int ICC_EOIR1_EL1 = icc(12, 1);
  private static final int ICC_HPPIR1_EL1 = icc(12, 2);
  private static final int ICC_BPR1_EL1 = icc(12, 3);
  private static final int ICC_CTLR_EL1 = icc(12, 4);
  private static final int ICC_SRE_EL1 = icc(12, 5);
  private static final int ICC_IGRPEN0_EL1 = icc(12, 6);
  private static final int ICC_IGRPEN1_EL1 = icc(12, 7);

  private static int icc(int crm, int op2) {
    return 3 << 14 | 12 << 7 | crm << 3 | op2;
  }

  private void gicv3sAgree(AccessScript script) throws Exception {
    bothAgree(VirtVariant.GICV3, script);
  }

  /** Everything in group 1, both groups on, all priorities pass: as operating systems set it up. */
  private static AccessScript enabled() {
    return new AccessScript()
        .write(GICR_WAKER, 0)
        .write(GICR_WAKER + REDISTRIBUTOR_STRIDE, 0)
        .write(GICD_CTLR, 3)
        .write(GICD_IGROUPR + 4, -1)
        .write(GICR_IGROUPR0, -1)
        .write(GICR_IGROUPR0 + REDISTRIBUTOR_STRIDE, -1)
        .msr(ICC_PMR_EL1, 0xff)
        .msr(ICC_IGRPEN1_EL1, 1)
        .on(1)
        .msr(ICC_PMR_EL1, 0xf0)
        .msr(ICC_IGRPEN1_EL1, 1)
        .on(0);
  }

  @Test
  void theRegistersAfterResetReadTheSame() throws Exception {
    AccessScript script = new AccessScript();
    for (long offset : new long[] {0, 8, 0xc, 0x10, 0x80, 0x84, 0x100, 0x104, 0x200, 0x300}) {
      script.read(GICD + offset);
    }
    for (long offset : new long[] {0x400, 0x420, 0x800, 0xc00, 0xc08, 0xd04, 0xf00, 0x6100}) {
      script.read(GICD + offset);
    }
    for (long offset = 0xffd0; offset < 0x1_0000; offset += 4) {
      script.read(GICD + offset).read(GICR + offset);
    }
    for (long offset : new long[] {4, 0xc, 0x10, 0x14}) {
      script.read(GICR + offset);
    }
    for (long offset : new long[] {0x80, 0x100, 0x180, 0x200, 0x300, 0x400, 0xc00, 0xc04}) {
      script.read(SGI_BASE + offset);
    }
    gicv3sAgree(script);
  }

  @Test
  void theCpuInterfaceAfterResetReadsTheSame() throws Exception {
    gicv3sAgree(
        new AccessScript()
            .mrs(ICC_PMR_EL1)
            .mrs(ICC_BPR0_EL1)
            .mrs(ICC_BPR1_EL1)
            .mrs(ICC_AP0R0_EL1)
            .mrs(ICC_AP1R0_EL1)
            .mrs(ICC_RPR_EL1)
            .mrs(ICC_CTLR_EL1)
            .mrs(ICC_SRE_EL1)
            .mrs(ICC_IGRPEN0_EL1)
            .mrs(ICC_IGRPEN1_EL1)
            .mrs(ICC_IAR0_EL1)
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_HPPIR0_EL1)
            .mrs(ICC_HPPIR1_EL1));
  }

  @Test
  void redistributorsSayWhoseTheyAre() throws Exception {
    gicv3sAgree(
        new AccessScript()
            .read(GICR + 0xc)
            .read(GICR + REDISTRIBUTOR_STRIDE + 0xc)
            .on(2)
            .read(GICR + 2 * REDISTRIBUTOR_STRIDE + 0xc));
  }

  @Test
  void theWakerAnswersAtOnce() throws Exception {
    gicv3sAgree(
        new AccessScript()
            .write(GICR_WAKER, 0)
            .read(GICR_WAKER)
            .write(GICR_WAKER, 2)
            .read(GICR_WAKER));
  }

  @Test
  void privateInterruptsAreInTheRedistributors() throws Exception {
    gicv3sAgree(
        new AccessScript()
            .write(GICR_ISENABLER0, 0x0f00_00f0L)
            .write(GICR_ICENABLER0, 0x0300_0030L)
            .write(GICR_IPRIORITYR + 27, 1, 0xa0)
            .write(GICR_ICFGR + 4, 0x00c0_0000L)
            .write(GICR_ICFGR, 0)
            .write(GICR_ISPENDR0, 0x0800_0003L)
            .write(GICR_ICPENDR0, 0x0000_0001L)
            .write(GICR_ISACTIVER0, 0x0400_0000L)
            .write(GICD_ISENABLER, 0xffff_ffffL)
            .read(GICR_ISENABLER0)
            .read(GICR_IPRIORITYR + 24)
            .read(GICR_ICFGR)
            .read(GICR_ICFGR + 4)
            .read(GICR_ISPENDR0)
            .read(GICR_ISACTIVER0)
            .read(GICD_ISENABLER)
            .on(1)
            .read(GICR_ISENABLER0 + REDISTRIBUTOR_STRIDE));
  }

  @Test
  void aLevelInterruptStaysPendingAndIsNotTakenTwice() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICR_ISENABLER0, 1 << 27)
            .write(GICR_IPRIORITYR + 27, 1, 0x80)
            .msr(CNTV_CTL_EL0, 1)
            .read(GICR_ISPENDR0)
            .interruptInputs()
            .mrs(ICC_HPPIR1_EL1)
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_RPR_EL1)
            .mrs(ICC_AP1R0_EL1)
            .interruptInputs()
            .read(GICR_ISPENDR0)
            .read(GICR_ISACTIVER0)
            .mrs(ICC_IAR1_EL1)
            .msr(CNTV_CTL_EL0, 3)
            .read(GICR_ISPENDR0)
            .msr(ICC_EOIR1_EL1, 27)
            .mrs(ICC_RPR_EL1)
            .read(GICR_ISACTIVER0)
            .interruptInputs()
            .msr(CNTV_CTL_EL0, 1)
            .mrs(ICC_IAR1_EL1)
            .msr(ICC_EOIR1_EL1, 27)
            .interruptInputs());
  }

  @Test
  void aSharedInterruptFollowsItsRoute() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICD_ISENABLER + 4, 1 << 1)
            .write(GICD_IROUTER + 33 * 8, Long.BYTES, 1)
            .read(GICD_IROUTER + 33 * 8, Long.BYTES)
            .write(UART + 0x38, 1 << 5)
            .write(UART, 'x')
            .read(GICD_ISPENDR + 4)
            .interruptInputs()
            .on(1)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1)
            .write(UART + 0x44, 1 << 5)
            .msr(ICC_EOIR1_EL1, 33)
            .interruptInputs()
            .on(0)
            .write(GICD_IROUTER + 33 * 8, 0)
            .write(UART, 'x')
            .interruptInputs()
            .write(GICD_IROUTER + 33 * 8, 0x77)
            .interruptInputs()
            .on(1)
            .interruptInputs());
  }

  @Test
  void aHigherPriorityPreemptsAndAnEqualOneDoesNot() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICD_ISENABLER + 4, 0xff)
            .write(GICD_IPRIORITYR + 32, 0x2040_8080L)
            .write(GICD_ISPENDR + 4, 1)
            .mrs(ICC_IAR1_EL1)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_HPPIR1_EL1)
            .write(GICD_ISPENDR + 4, 4)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_RPR_EL1)
            .write(GICD_ISPENDR + 4, 8)
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_AP1R0_EL1)
            .msr(ICC_EOIR1_EL1, 35)
            .mrs(ICC_RPR_EL1)
            .msr(ICC_EOIR1_EL1, 34)
            .msr(ICC_EOIR1_EL1, 32)
            .mrs(ICC_RPR_EL1)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1));
  }

  @Test
  void theBinaryPointsHideSubpriorities() throws Exception {
    gicv3sAgree(
        enabled()
            .msr(ICC_BPR0_EL1, 0)
            .msr(ICC_BPR1_EL1, 0)
            .mrs(ICC_BPR0_EL1)
            .mrs(ICC_BPR1_EL1)
            .msr(ICC_BPR1_EL1, 6)
            .mrs(ICC_BPR1_EL1)
            .write(GICD_ISENABLER + 4, 0xff)
            .write(GICD_IPRIORITYR + 32, 0x0070_4060L)
            .write(GICD_ISPENDR + 4, 1)
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_RPR_EL1)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .write(GICD_ISPENDR + 4, 8)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_RPR_EL1));
  }

  @Test
  void aCommonBinaryPointShowsInBothRegisters() throws Exception {
    gicv3sAgree(
        enabled()
            .msr(ICC_BPR0_EL1, 4)
            .msr(ICC_BPR1_EL1, 7)
            .msr(ICC_CTLR_EL1, 1)
            .mrs(ICC_CTLR_EL1)
            .mrs(ICC_BPR1_EL1)
            .msr(ICC_BPR1_EL1, 6)
            .mrs(ICC_BPR0_EL1)
            .msr(ICC_CTLR_EL1, 0)
            .mrs(ICC_BPR1_EL1));
  }

  @Test
  void thePriorityMaskHoldsInterruptsBack() throws Exception {
    gicv3sAgree(
        enabled()
            .msr(ICC_PMR_EL1, 0x87)
            .mrs(ICC_PMR_EL1)
            .write(GICD_ISENABLER + 4, 3)
            .write(GICD_IPRIORITYR + 32, 0x7880L)
            .write(GICD_ISPENDR + 4, 1)
            .interruptInputs()
            .mrs(ICC_HPPIR1_EL1)
            .mrs(ICC_IAR1_EL1)
            .write(GICD_ISPENDR + 4, 2)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1));
  }

  @Test
  void splitEndOfInterruptDeactivatesSeparately() throws Exception {
    gicv3sAgree(
        enabled()
            .msr(ICC_CTLR_EL1, 2)
            .mrs(ICC_CTLR_EL1)
            .write(GICD_ISENABLER + 4, 1)
            .write(GICD_ISPENDR + 4, 1)
            .mrs(ICC_IAR1_EL1)
            .msr(ICC_EOIR1_EL1, 32)
            .mrs(ICC_RPR_EL1)
            .read(GICD_ISACTIVER + 4)
            .write(GICD_ISPENDR + 4, 1)
            .interruptInputs()
            .msr(ICC_DIR_EL1, 32)
            .read(GICD_ISACTIVER + 4)
            .interruptInputs());
  }

  @Test
  void anSgiReachesTheListedCpus() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICR_ISENABLER0, 0xffff)
            .write(GICR_ISENABLER0 + REDISTRIBUTOR_STRIDE, 0xffff)
            .msr(ICC_SGI1R_EL1, 0x0300_0002L)
            .interruptInputs()
            .read(GICR_ISPENDR0 + REDISTRIBUTOR_STRIDE)
            .on(1)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1)
            .msr(ICC_EOIR1_EL1, 3)
            .mrs(ICC_IAR1_EL1)
            .msr(ICC_SGI1R_EL1, 1L << 40 | 0x0900_0000L)
            .interruptInputs()
            .on(0)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1)
            .msr(ICC_EOIR1_EL1, 9)
            .msr(ICC_SGI1R_EL1, 0x0400_0001L)
            .mrs(ICC_IAR1_EL1)
            .msr(ICC_SGI1R_EL1, 1L << 32 | 0x0500_0003L)
            .read(GICR_ISPENDR0)
            .read(GICR_ISPENDR0 + REDISTRIBUTOR_STRIDE));
  }

  @Test
  void anSgiOfTheOtherGroupIsNotForwarded() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICR_IGROUPR0, 0xffff_fff0L)
            .msr(ICC_SGI1R_EL1, 0x0100_0001L)
            .read(GICR_ISPENDR0)
            .msr(ICC_SGI0R_EL1, 0x0200_0001L)
            .read(GICR_ISPENDR0)
            .msr(ICC_SGI0R_EL1, 0x0500_0001L)
            .read(GICR_ISPENDR0)
            .msr(ICC_ASGI1R_EL1, 0x0300_0001L)
            .read(GICR_ISPENDR0)
            .msr(ICC_ASGI1R_EL1, 0x0600_0001L)
            .read(GICR_ISPENDR0));
  }

  @Test
  void groupZeroRaisesFiq() throws Exception {
    gicv3sAgree(
        enabled()
            .msr(ICC_IGRPEN0_EL1, 1)
            .write(GICD_IGROUPR + 4, 0xffff_fffeL)
            .write(GICD_ISENABLER + 4, 3)
            .write(GICD_IPRIORITYR + 32, 0x4020L)
            .write(GICD_ISPENDR + 4, 3)
            .interruptInputs()
            .mrs(ICC_HPPIR0_EL1)
            .mrs(ICC_HPPIR1_EL1)
            .mrs(ICC_IAR1_EL1)
            .mrs(ICC_IAR0_EL1)
            .mrs(ICC_AP0R0_EL1)
            .mrs(ICC_RPR_EL1)
            .msr(ICC_EOIR1_EL1, 32)
            .mrs(ICC_RPR_EL1)
            .msr(ICC_EOIR0_EL1, 32)
            .mrs(ICC_RPR_EL1)
            .interruptInputs()
            .mrs(ICC_IAR1_EL1));
  }

  @Test
  void aDisabledGroupIsNotSignalled() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICD_ISENABLER + 4, 1)
            .write(GICD_ISPENDR + 4, 1)
            .interruptInputs()
            .write(GICD_CTLR, 1)
            .read(GICD_CTLR)
            .interruptInputs()
            .write(GICD_CTLR, 2)
            .msr(ICC_IGRPEN1_EL1, 0)
            .interruptInputs()
            .msr(ICC_IGRPEN1_EL1, 1)
            .interruptInputs());
  }

  @Test
  void anEdgeIsLatchedAndALevelIsNot() throws Exception {
    gicv3sAgree(
        enabled()
            .write(GICD_ICFGR + 8, 0x8)
            .read(GICD_ICFGR + 8)
            .write(GICD_ISENABLER + 4, 1 << 1)
            .write(UART + 0x38, 1 << 5)
            .write(UART, 'x')
            .write(UART + 0x44, 1 << 5)
            .read(GICD_ISPENDR + 4)
            .interruptInputs()
            .write(GICD_ICPENDR + 4, 2)
            .read(GICD_ISPENDR + 4)
            .write(GICD_ICFGR + 8, 0)
            .write(UART, 'x')
            .read(GICD_ISPENDR + 4)
            .write(UART + 0x44, 1 << 5)
            .read(GICD_ISPENDR + 4));
  }
}
