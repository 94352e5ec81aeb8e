package dev.ingot.emulator.cpu;

import dev.ingot.emulator.mmu.Privilege;
import java.util.Set;

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

  /** M[4], which says AArch32, and the reserved M[1]. */
  private static final int MODE_IMPOSSIBLE = 0b10010;

  /** PAN and DIT, as far as the CPU has them; without, they stay clear. */
  private final long optional;

  /** Bits 9:6 as in SPSR and DAIF. */
  long daif = SPSR_DAIF;

  /** Exception level, 0 to 2. */
  int level = 1;

  /** PSTATE.SP: SP_ELx rather than SP_EL0. */
  boolean ownStack = true;

  boolean pan;
  boolean dataIndependentTiming;
  boolean illegal;

  ProcessorState(Set<Feature> features) {
    optional =
        (features.contains(Feature.PAN) ? SPSR_PAN : 0)
            | (features.contains(Feature.DIT) ? SPSR_DIT : 0);
  }

  /** A level with its own stack pointer and everything masked. */
  void reset(int atLevel) {
    daif = SPSR_DAIF;
    level = atLevel;
    ownStack = true;
    pan = false;
    dataIndependentTiming = false;
    illegal = false;
  }

  Privilege privilege() {
    if (level == 0) {
      return Privilege.EL0;
    }
    if (level == 2) {
      return Privilege.EL2;
    }
    return pan ? Privilege.EL1_PAN : Privilege.EL1;
  }

  /** M[4:0]: the exception level and PSTATE.SP. */
  int mode() {
    return level << 2 | (level != 0 && ownStack ? 1 : 0);
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

  /** Whether ERET from this level may go to the state {@code spsr} describes. */
  boolean isLegalReturn(long spsr) {
    int mode = (int) spsr & 0x1f;
    int target = mode >>> 2;
    boolean ownStackOfEl0 = target == 0 && (mode & 1) != 0;
    return (mode & MODE_IMPOSSIBLE) == 0 && target <= level && !ownStackOfEl0;
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
    pan = (spsr & optional & SPSR_PAN) != 0;
    dataIndependentTiming = (spsr & optional & SPSR_DIT) != 0;
    illegal = (spsr & SPSR_IL) != 0;
  }
}
