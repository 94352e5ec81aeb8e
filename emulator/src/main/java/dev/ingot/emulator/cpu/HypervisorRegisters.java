package dev.ingot.emulator.cpu;

import dev.ingot.emulator.mmu.TranslationRegime;
import java.util.Arrays;

/**
 * The registers of EL2 (Arm ARM D24.2), which only EL2 can name. Stage 2 translation and the traps
 * of HCR_EL2 and CPTR_EL2 are not modelled: their registers hold what is written.
 */
final class HypervisorRegisters {
  private static final int EL2 = 3 << 14 | 4 << 11;

  static final int VPIDR_EL2 = EL2;
  static final int VMPIDR_EL2 = EL2 | 5;
  static final int SCTLR_EL2 = EL2 | 1 << 7;
  static final int ACTLR_EL2 = EL2 | 1 << 7 | 1;
  static final int HCR_EL2 = EL2 | 1 << 7 | 1 << 3;
  static final int MDCR_EL2 = EL2 | 1 << 7 | 1 << 3 | 1;
  static final int CPTR_EL2 = EL2 | 1 << 7 | 1 << 3 | 2;
  static final int HSTR_EL2 = EL2 | 1 << 7 | 1 << 3 | 3;
  static final int HACR_EL2 = EL2 | 1 << 7 | 1 << 3 | 7;
  static final int TTBR0_EL2 = EL2 | 2 << 7;
  static final int TCR_EL2 = EL2 | 2 << 7 | 2;
  static final int VTTBR_EL2 = EL2 | 2 << 7 | 1 << 3;
  static final int VTCR_EL2 = EL2 | 2 << 7 | 1 << 3 | 2;
  static final int SPSR_EL2 = EL2 | 4 << 7;
  static final int ELR_EL2 = EL2 | 4 << 7 | 1;
  static final int SP_EL1 = EL2 | 4 << 7 | 1 << 3;
  static final int AFSR0_EL2 = EL2 | 5 << 7 | 1 << 3;
  static final int AFSR1_EL2 = EL2 | 5 << 7 | 1 << 3 | 1;
  static final int ESR_EL2 = EL2 | 5 << 7 | 2 << 3;
  static final int FAR_EL2 = EL2 | 6 << 7;
  static final int HPFAR_EL2 = EL2 | 6 << 7 | 4;
  static final int MAIR_EL2 = EL2 | 10 << 7 | 2 << 3;
  static final int AMAIR_EL2 = EL2 | 10 << 7 | 3 << 3;
  static final int VBAR_EL2 = EL2 | 12 << 7;
  static final int ICC_SRE_EL2 = EL2 | 12 << 7 | 9 << 3 | 5;
  static final int ICH_HCR_EL2 = EL2 | 12 << 7 | 11 << 3;
  static final int ICH_VTR_EL2 = EL2 | 12 << 7 | 11 << 3 | 1;
  static final int TPIDR_EL2 = EL2 | 13 << 7 | 2;

  /** HCR_EL2.IMO and FMO: physical interrupts are taken to EL2. */
  static final long HCR_FMO = 1 << 3;

  static final long HCR_IMO = 1 << 4;

  /** HCR_EL2.RW: EL1 is AArch64, the only state there is. */
  private static final long HCR_RW = 1L << 31;

  /** ICC_SRE_EL2: system registers at EL1 and EL2, no bypass; nothing can change that here. */
  private static final long SYSTEM_REGISTER_INTERFACE = 0xf;

  /** RES1 bits of SCTLR_EL2. */
  private static final long SCTLR_RESET = 0x30c5_0830L;

  private static final int[] STORED = {
    ACTLR_EL2,
    MDCR_EL2,
    CPTR_EL2,
    HSTR_EL2,
    HACR_EL2,
    VTTBR_EL2,
    VTCR_EL2,
    AFSR0_EL2,
    AFSR1_EL2,
    HPFAR_EL2,
    AMAIR_EL2,
    ICH_HCR_EL2,
    TPIDR_EL2,
  };

  private final Cpu cpu;
  private final long[] stored = new long[STORED.length];
  final TranslationRegime regime;

  long elr;
  long spsr;
  long esr;
  long far;
  long vbar;
  long mainId;
  long affinity;
  private long configuration;

  HypervisorRegisters(Cpu cpu, TranslationRegime regime) {
    this.cpu = cpu;
    this.regime = regime;
  }

  void reset(long mainIdAtReset, long affinityAtReset) {
    regime.reset(SCTLR_RESET);
    Arrays.fill(stored, 0);
    elr = 0;
    spsr = 0;
    esr = 0;
    far = 0;
    vbar = 0;
    configuration = 0;
    mainId = mainIdAtReset;
    affinity = affinityAtReset;
  }

  /** Whether HCR_EL2 has the bit set. */
  boolean configured(long bit) {
    return (configuration & bit) != 0;
  }

  private static int storedIndex(int encoding) {
    for (int i = 0; i < STORED.length; i++) {
      if (STORED[i] == encoding) {
        return i;
      }
    }
    return -1;
  }

  boolean has(int encoding) {
    return storedIndex(encoding) >= 0
        || switch (encoding) {
          case VPIDR_EL2,
              VMPIDR_EL2,
              SCTLR_EL2,
              HCR_EL2,
              TTBR0_EL2,
              TCR_EL2,
              SPSR_EL2,
              ELR_EL2,
              SP_EL1,
              ESR_EL2,
              FAR_EL2,
              MAIR_EL2,
              VBAR_EL2,
              ICC_SRE_EL2,
              ICH_VTR_EL2 ->
              true;
          default -> false;
        };
  }

  /** The value of a register that {@link #has} knows. */
  long read(int encoding) {
    return switch (encoding) {
      case VPIDR_EL2 -> mainId;
      case VMPIDR_EL2 -> affinity;
      case SCTLR_EL2 -> regime.sctlr;
      case HCR_EL2 -> configuration | HCR_RW;
      case TTBR0_EL2 -> regime.ttbr0;
      case TCR_EL2 -> regime.tcr;
      case MAIR_EL2 -> regime.mair;
      case SPSR_EL2 -> spsr;
      case ELR_EL2 -> elr;
      case SP_EL1 -> cpu.stackPointer(1);
      case ESR_EL2 -> esr;
      case FAR_EL2 -> far;
      case VBAR_EL2 -> vbar;
      case ICC_SRE_EL2 -> SYSTEM_REGISTER_INTERFACE;
      case ICH_VTR_EL2 -> 0;
      default -> stored[storedIndex(encoding)];
    };
  }

  /** Writes a register that {@link #has} knows. */
  void write(int encoding, long value) {
    switch (encoding) {
      case VPIDR_EL2 -> mainId = value;
      case VMPIDR_EL2 -> affinity = value;
      case HCR_EL2 -> configuration = value;
      case SPSR_EL2 -> spsr = value & 0xffff_ffffL;
      case ELR_EL2 -> elr = value;
      case SP_EL1 -> cpu.stackPointer(1, value);
      case ESR_EL2 -> esr = value;
      case FAR_EL2 -> far = value;
      case VBAR_EL2 -> vbar = value & ~0x7ffL;
      case ICC_SRE_EL2, ICH_VTR_EL2 -> {}
      case SCTLR_EL2, TTBR0_EL2, TCR_EL2, MAIR_EL2 -> writeTranslation(encoding, value);
      default -> stored[storedIndex(encoding)] = value;
    }
    cpu.requestAttention();
  }

  private void writeTranslation(int encoding, long value) {
    switch (encoding) {
      case SCTLR_EL2 -> regime.sctlr = value;
      case TTBR0_EL2 -> regime.ttbr0 = value;
      case TCR_EL2 -> regime.tcr = value;
      default -> regime.mair = value;
    }
    cpu.memory.invalidateAll();
  }
}
