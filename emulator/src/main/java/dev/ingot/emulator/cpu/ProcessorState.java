package dev.ingot.emulator.cpu;

import dev.ingot.emulator.mmu.Privilege;

/** PSTATE without the condition flags (Arm ARM D1.4). */
final class ProcessorState {
  static final long SPSR_DEBUG_MASK = 1 << 9;
  static final long SPSR_SERROR_MASK = 1 << 8;
  static final long SPSR_IRQ_MASK = 1 << 7;
  static final long SPSR_FIQ_MASK = 1 << 6;
  static final long SPSR_DAIF = SPSR_DEBUG_MASK | SPSR_SERROR_MASK | SPSR_IRQ_MASK | SPSR_FIQ_MASK;
  static final long SPSR_PAN = 1 << 22;
  static final long SPSR_DIT = 1 << 24;
  static final long SPSR_IL = 1 << 20;
  static final long SPSR_NZCV = 0xf000_0000L;

  /** M[4:0] of EL1 with its own stack pointer; M[4] set would be AArch32. */
  private static final int MODE_EL1H = 0b00101;

  private static final int MODE_EL1T = 0b00100;
  private static final int MODE_EL0T = 0b00000;

  /** Bits 9:6 as in SPSR and DAIF. */
  long daif = SPSR_DAIF;

  /** Exception level, 0 or 1. */
  int level = 1;

  /** PSTATE.SP: SP_ELx rather than SP_EL0. */
  boolean ownStack = true;

  boolean pan;
  boolean dataIndependentTiming;
  boolean illegal;

  /** EL1 with its own stack pointer and everything masked. */
  void reset() {
    daif = SPSR_DAIF;
    level = 1;
    ownStack = true;
    pan = false;
    dataIndependentTiming = false;
    illegal = false;
  }

  Privilege privilege() {
    if (level == 0) {
      return Privilege.EL0;
    }
    return pan ? Privilege.EL1_PAN : Privilege.EL1;
  }

  /** Mode bits of SPSR and CurrentEL. */
  int mode() {
    if (level == 0) {
      return MODE_EL0T;
    }
    return ownStack ? MODE_EL1H : MODE_EL1T;
  }

  /** SPSR_EL1 for an exception taken now. */
  long toSpsr(int nzcv) {
    return nzcv & SPSR_NZCV
        | daif
        | mode()
        | (pan ? SPSR_PAN : 0)
        | (dataIndependentTiming ? SPSR_DIT : 0)
        | (illegal ? SPSR_IL : 0);
  }

  /** Whether ERET from EL1 may go to the state {@code spsr} describes. */
  static boolean isLegalReturn(long spsr) {
    int mode = (int) spsr & 0x1f;
    return mode == MODE_EL0T || mode == MODE_EL1T || mode == MODE_EL1H;
  }

  /** Takes over everything of {@code spsr} but the flags; a legal mode only. */
  void fromSpsr(long spsr) {
    int mode = (int) spsr & 0x1f;
    level = mode >>> 2;
    ownStack = (mode & 1) != 0;
    fromSpsrExceptMode(spsr);
  }

  /** Takes over DAIF, PAN, DIT and IL, as an illegal exception return does. */
  void fromSpsrExceptMode(long spsr) {
    daif = spsr & SPSR_DAIF;
    pan = (spsr & SPSR_PAN) != 0;
    dataIndependentTiming = (spsr & SPSR_DIT) != 0;
    illegal = (spsr & SPSR_IL) != 0;
  }
}
