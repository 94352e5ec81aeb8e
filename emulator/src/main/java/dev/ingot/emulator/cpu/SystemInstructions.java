package dev.ingot.emulator.cpu;

import dev.ingot.emulator.mmu.Access;
import dev.ingot.emulator.mmu.FaultStatus;
import dev.ingot.emulator.mmu.Privilege;
import dev.ingot.emulator.mmu.Translation;

/**
 * SYS instructions: IC, DC, AT and TLBI (Arm ARM C5.3 to C5.5). Caches are not modelled; their
 * faults are.
 */
public final class SystemInstructions {
  /** SCTLR_EL1.DZE: DC ZVA is allowed at EL0. */
  static final long SCTLR_DZE = 1 << 14;

  /** SCTLR_EL1.UCI: cache maintenance by VA is allowed at EL0. */
  private static final long SCTLR_UCI = 1 << 26;

  private static final int IC_IALLUIS = 1 << 14 | 7 << 7 | 1 << 3;
  private static final int IC_IALLU = 1 << 14 | 7 << 7 | 5 << 3;
  private static final int IC_IVAU = 1 << 14 | 3 << 11 | 7 << 7 | 5 << 3 | 1;
  private static final int DC_IVAC = 1 << 14 | 7 << 7 | 6 << 3 | 1;
  private static final int DC_ISW = 1 << 14 | 7 << 7 | 6 << 3 | 2;
  private static final int DC_CSW = 1 << 14 | 7 << 7 | 10 << 3 | 2;
  private static final int DC_CISW = 1 << 14 | 7 << 7 | 14 << 3 | 2;
  private static final int DC_CVAC = 1 << 14 | 3 << 11 | 7 << 7 | 10 << 3 | 1;
  private static final int DC_CVAU = 1 << 14 | 3 << 11 | 7 << 7 | 11 << 3 | 1;
  private static final int DC_CIVAC = 1 << 14 | 3 << 11 | 7 << 7 | 14 << 3 | 1;
  private static final int DC_ZVA = 1 << 14 | 3 << 11 | 7 << 7 | 4 << 3 | 1;
  private static final int AT_S1E1R = 1 << 14 | 7 << 7 | 8 << 3;
  private static final int AT_S1E1W = 1 << 14 | 7 << 7 | 8 << 3 | 1;
  private static final int AT_S1E0R = 1 << 14 | 7 << 7 | 8 << 3 | 2;
  private static final int AT_S1E2R = 1 << 14 | 4 << 11 | 7 << 7 | 8 << 3;
  private static final int AT_S1E2W = 1 << 14 | 4 << 11 | 7 << 7 | 8 << 3 | 1;
  private static final int AT_S1E0W = 1 << 14 | 7 << 7 | 8 << 3 | 3;

  /** CRn of TLBI; CRm 3 is the Inner Shareable, 7 the local variant. */
  private static final int TLBI_CRN = 8;

  private static final int TLBI_INNER_SHAREABLE = 3;
  private static final int TLBI_LOCAL = 7;

  /** PAR_EL1 fields (D24.2.123). */
  private static final long PAR_FAULT = 1;

  private static final long PAR_RES1 = 1 << 11;

  /** UNKNOWN where all is Non-secure; on QEMU 7.2 it is set. */
  private static final long PAR_NON_SECURE = 1 << 9;

  private static final int PAR_SHAREABILITY_SHIFT = 7;
  private static final int PAR_ATTRIBUTE_SHIFT = 56;

  private final Cpu cpu;

  /** The system instructions of {@code cpu}. */
  public SystemInstructions(Cpu cpu) {
    this.cpu = cpu;
  }

  /**
   * Executes a SYS instruction.
   *
   * @param word the instruction, which names the operation
   * @param operand the value of Xt
   * @throws UnknownInstructionException for an operation the machine does not know
   */
  public void execute(int word, long operand) {
    int encoding = word >>> 5 & 0xffff;
    if (cpu.state.level == 0) {
      requireEl0Access(encoding, word);
    }
    switch (encoding) {
      case DC_ZVA -> zero(operand);
      case DC_CVAC, DC_CVAU, DC_CIVAC, IC_IVAU -> requireMapped(operand, Access.READ);
      case DC_IVAC -> requireMapped(operand, Access.WRITE);
      // Stores discard decoded instructions by themselves, so no instruction cache can be stale.
      case IC_IALLUIS, IC_IALLU, DC_ISW, DC_CSW, DC_CISW -> {}
      case AT_S1E1R -> addressTranslate(operand, Access.READ, Privilege.EL1);
      case AT_S1E1W -> addressTranslate(operand, Access.WRITE, Privilege.EL1);
      case AT_S1E0R -> addressTranslate(operand, Access.READ, Privilege.EL0);
      case AT_S1E0W -> addressTranslate(operand, Access.WRITE, Privilege.EL0);
      case AT_S1E2R -> addressTranslate(operand, Access.READ, hypervisorPrivilege());
      case AT_S1E2W -> addressTranslate(operand, Access.WRITE, hypervisorPrivilege());
      default -> tlbInvalidate(encoding, word, operand);
    }
  }

  private void requireEl0Access(int encoding, int word) {
    if (!SystemRegister.isNamedByEl0(encoding)) {
      throw cpu.undefined();
    }
    long control = encoding == DC_ZVA ? SCTLR_DZE : SCTLR_UCI;
    if (!cpu.systemRegisters().sctlr(control)) {
      throw cpu.systemRegisters().trap(word);
    }
  }

  private void zero(long va) {
    int bytes = Integer.BYTES << CpuModel.ZERO_BLOCK_LOG2_WORDS;
    cpu.memory.zero(va & -bytes, va, bytes);
  }

  private void requireMapped(long va, Access access) {
    int status = cpu.memory.probe(va, access, cpu.state.privilege());
    if (status != FaultStatus.NONE) {
      throw cpu.dataAbort(va, status | Syndrome.CACHE_MAINTENANCE | Syndrome.WRITE_NOT_READ);
    }
  }

  /** The rights of EL2, for what only EL2 can name. */
  private Privilege hypervisorPrivilege() {
    if (cpu.state.level != 2) {
      throw cpu.undefined();
    }
    return Privilege.EL2;
  }

  private void addressTranslate(long va, Access access, Privilege privilege) {
    int status = cpu.memory.probe(va, access, privilege);
    if (status != FaultStatus.NONE) {
      cpu.systemRegisters().par = PAR_FAULT | PAR_RES1 | (long) status << 1;
      return;
    }
    Translation t = cpu.memory.translation();
    cpu.systemRegisters().par =
        t.physicalPage()
            | PAR_RES1
            | PAR_NON_SECURE
            | t.shareability() << PAR_SHAREABILITY_SHIFT
            | t.memoryAttribute() << PAR_ATTRIBUTE_SHIFT;
  }

  /**
   * TLBI of EL1. An address operand holds VA bits 55:12 in bits 43:0. The machine keeps no ASIDs in
   * its TLB: a change of TTBR empties it, so invalidating by ASID means all.
   */
  private void tlbInvalidate(int encoding, int word, long operand) {
    int crm = encoding >>> 3 & 0xf;
    if (encoding >>> 7 == (1 << 7 | 4 << 4 | TLBI_CRN) && hypervisorPrivilege() == Privilege.EL2) {
      // All that TLBI of EL2 can name, stage 2 included: more than asked for is allowed.
      cpu.environment().domain().invalidateAll();
      cpu.requestAttention();
      return;
    }
    boolean known =
        encoding >>> 7 == (1 << 7 | TLBI_CRN) && (crm == TLBI_INNER_SHAREABLE || crm == TLBI_LOCAL);
    if (!known) {
      throw cpu.unknownInstruction(word);
    }
    boolean broadcast = crm == TLBI_INNER_SHAREABLE;
    switch (encoding & 7) {
      case 0, 2 -> invalidateAll(broadcast);
      case 1, 3, 5, 7 -> invalidate(operand << 20 >> 8, broadcast);
      default -> throw cpu.unknownInstruction(word);
    }
    cpu.requestAttention();
  }

  private void invalidateAll(boolean broadcast) {
    if (broadcast) {
      cpu.environment().domain().invalidateAll();
    } else {
      cpu.memory.invalidateAll();
    }
  }

  private void invalidate(long va, boolean broadcast) {
    if (broadcast) {
      cpu.environment().domain().invalidate(va);
    } else {
      cpu.memory.invalidate(va);
    }
  }
}
