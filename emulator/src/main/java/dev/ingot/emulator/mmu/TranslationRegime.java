package dev.ingot.emulator.mmu;

/** The registers that control stage 1 translation at EL1 and EL0, or those of EL2 (Arm ARM D8). */
public final class TranslationRegime {
  /** SCTLR_EL1.M: stage 1 translation is on. */
  public static final long SCTLR_M = 1;

  /** SCTLR_EL1.A: every unaligned data access faults. */
  public static final long SCTLR_A = 1 << 1;

  /** SCTLR_EL1.WXN: writable pages are never executable. */
  public static final long SCTLR_WXN = 1 << 19;

  private static final int TCR_TG0 = 14;
  private static final int TCR_TG1 = 30;

  /** SCTLR_EL1. */
  public long sctlr;

  /** TCR_EL1. */
  public long tcr;

  /** TTBR0_EL1. */
  public long ttbr0;

  /** TTBR1_EL1. */
  public long ttbr1;

  /** MAIR_EL1. */
  public long mair;

  /** Whether this is the regime of EL2: one range of addresses, and no EL0 below it. */
  private final boolean hypervisor;

  private final boolean pagesOf16Kib;

  private TranslationRegime(boolean hypervisor, boolean pagesOf16Kib) {
    this.hypervisor = hypervisor;
    this.pagesOf16Kib = pagesOf16Kib;
  }

  /**
   * The regime of EL1 and EL0.
   *
   * @param pagesOf16Kib whether the CPU has that granule; every one has 4 and 64 KiB
   */
  public static TranslationRegime ofEl1(boolean pagesOf16Kib) {
    return new TranslationRegime(false, pagesOf16Kib);
  }

  /**
   * The regime of EL2 without the Virtualization Host Extensions.
   *
   * @param pagesOf16Kib whether the CPU has that granule; every one has 4 and 64 KiB
   */
  public static TranslationRegime ofEl2(boolean pagesOf16Kib) {
    return new TranslationRegime(true, pagesOf16Kib);
  }

  boolean hypervisor() {
    return hypervisor;
  }

  /** Clears every register but SCTLR. */
  public void reset(long sctlrValue) {
    sctlr = sctlrValue;
    tcr = 0;
    ttbr0 = 0;
    ttbr1 = 0;
    mair = 0;
  }

  /** Whether stage 1 translation is on. */
  public boolean enabled() {
    return (sctlr & SCTLR_M) != 0;
  }

  /** The granule of one of the two ranges of addresses. */
  Granule granule(boolean high) {
    Granule selected =
        high
            ? Granule.ofTg1((int) (tcr >>> TCR_TG1) & 3)
            : Granule.ofTg0((int) (tcr >>> TCR_TG0) & 3);
    return selected == Granule.KIB_16 && !pagesOf16Kib ? Granule.KIB_4 : selected;
  }

  /**
   * Whether the top byte of addresses in the range of {@code va} is ignored (TCR_EL1.TBI0 and TBI1,
   * TCR_EL2.TBI).
   */
  boolean topByteIgnored(long va) {
    int bit = hypervisor ? 20 : va << 8 < 0 ? 38 : 37;
    return (tcr >>> bit & 1) != 0;
  }
}
