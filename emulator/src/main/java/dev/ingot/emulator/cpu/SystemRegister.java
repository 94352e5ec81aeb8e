package dev.ingot.emulator.cpu;

/**
 * Names of system registers, as {@code op0<<14 | op1<<11 | CRn<<7 | CRm<<3 | op2} (Arm ARM D23.3).
 */
final class SystemRegister {
  static final int MDSCR_EL1 = 2 << 14 | 0 << 11 | 0 << 7 | 2 << 3 | 2;
  static final int DBGBVR0_EL1 = 2 << 14 | 0 << 11 | 0 << 7 | 0 << 3 | 4;
  static final int DBGBCR0_EL1 = 2 << 14 | 0 << 11 | 0 << 7 | 0 << 3 | 5;
  static final int DBGWVR0_EL1 = 2 << 14 | 0 << 11 | 0 << 7 | 0 << 3 | 6;
  static final int DBGWCR0_EL1 = 2 << 14 | 0 << 11 | 0 << 7 | 0 << 3 | 7;
  static final int OSLAR_EL1 = 2 << 14 | 0 << 11 | 1 << 7 | 0 << 3 | 4;
  static final int OSLSR_EL1 = 2 << 14 | 0 << 11 | 1 << 7 | 1 << 3 | 4;
  static final int OSDLR_EL1 = 2 << 14 | 0 << 11 | 1 << 7 | 3 << 3 | 4;

  static final int MIDR_EL1 = 3 << 14;
  static final int MPIDR_EL1 = 3 << 14 | 5;
  static final int REVIDR_EL1 = 3 << 14 | 6;
  static final int ID_AA64PFR0_EL1 = 3 << 14 | 4 << 3;
  static final int SCTLR_EL1 = 3 << 14 | 1 << 7;
  static final int ACTLR_EL1 = 3 << 14 | 1 << 7 | 1;
  static final int CPACR_EL1 = 3 << 14 | 1 << 7 | 2;
  static final int TTBR0_EL1 = 3 << 14 | 2 << 7;
  static final int TTBR1_EL1 = 3 << 14 | 2 << 7 | 1;
  static final int TCR_EL1 = 3 << 14 | 2 << 7 | 2;
  static final int SPSR_EL1 = 3 << 14 | 4 << 7;
  static final int ELR_EL1 = 3 << 14 | 4 << 7 | 1;
  static final int SP_EL0 = 3 << 14 | 4 << 7 | 1 << 3;
  static final int SP_SEL = 3 << 14 | 4 << 7 | 2 << 3;
  static final int CURRENT_EL = 3 << 14 | 4 << 7 | 2 << 3 | 2;
  static final int PAN = 3 << 14 | 4 << 7 | 2 << 3 | 3;
  static final int AFSR0_EL1 = 3 << 14 | 5 << 7 | 1 << 3;
  static final int AFSR1_EL1 = 3 << 14 | 5 << 7 | 1 << 3 | 1;
  static final int ESR_EL1 = 3 << 14 | 5 << 7 | 2 << 3;
  static final int FAR_EL1 = 3 << 14 | 6 << 7;
  static final int PAR_EL1 = 3 << 14 | 7 << 7 | 4 << 3;
  static final int MAIR_EL1 = 3 << 14 | 10 << 7 | 2 << 3;
  static final int AMAIR_EL1 = 3 << 14 | 10 << 7 | 3 << 3;
  static final int VBAR_EL1 = 3 << 14 | 12 << 7;
  static final int ISR_EL1 = 3 << 14 | 12 << 7 | 1 << 3;
  static final int ICC_SRE_EL1 = 3 << 14 | 12 << 7 | 12 << 3 | 5;
  static final int CONTEXTIDR_EL1 = 3 << 14 | 13 << 7 | 1;
  static final int TPIDR_EL1 = 3 << 14 | 13 << 7 | 4;
  static final int CCSIDR_EL1 = 3 << 14 | 1 << 11;
  static final int CLIDR_EL1 = 3 << 14 | 1 << 11 | 1;
  static final int AIDR_EL1 = 3 << 14 | 1 << 11 | 7;
  static final int CSSELR_EL1 = 3 << 14 | 2 << 11;

  static final int CTR_EL0 = 3 << 14 | 3 << 11 | 1;
  static final int DCZID_EL0 = 3 << 14 | 3 << 11 | 7;
  static final int NZCV = 3 << 14 | 3 << 11 | 4 << 7 | 2 << 3;
  static final int DAIF = 3 << 14 | 3 << 11 | 4 << 7 | 2 << 3 | 1;
  static final int DIT = 3 << 14 | 3 << 11 | 4 << 7 | 2 << 3 | 5;
  static final int FPCR = 3 << 14 | 3 << 11 | 4 << 7 | 4 << 3;
  static final int FPSR = 3 << 14 | 3 << 11 | 4 << 7 | 4 << 3 | 1;
  static final int TPIDR_EL0 = 3 << 14 | 3 << 11 | 13 << 7 | 2;
  static final int TPIDRRO_EL0 = 3 << 14 | 3 << 11 | 13 << 7 | 3;
  static final int CNTPCT_EL0 = 3 << 14 | 3 << 11 | 14 << 7 | 1;
  static final int CNTVCT_EL0 = 3 << 14 | 3 << 11 | 14 << 7 | 2;

  private SystemRegister() {}

  /** Whether EL0 can name the register at all: op1 is 3. */
  static boolean isNamedByEl0(int encoding) {
    return (encoding >>> 11 & 7) == 3;
  }

  /** Whether only EL2 can name the register: op1 is 4. */
  static boolean isNamedByEl2(int encoding) {
    return (encoding >>> 11 & 7) == 4;
  }

  /**
   * Whether the register belongs to the identification space whose unallocated registers read as
   * zero: CRn 0, CRm 1 to 7.
   */
  static boolean isIdentification(int encoding) {
    int crm = encoding >>> 3 & 0xf;
    return encoding >>> 7 == 3 << 7 && crm >= 1 && crm <= 7;
  }
}
