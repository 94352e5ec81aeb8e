package dev.ingot.emulator.mmu;

/** The rights an access is checked with. */
public enum Privilege {
  /** As EL0 does, and as LDTR and STTR do at EL1. */
  EL0,
  /** As EL1 does with PSTATE.PAN clear. */
  EL1,
  /** As EL1 does with PSTATE.PAN set. */
  EL1_PAN,
  /** As EL2 does, in its own translation regime. */
  EL2
}
