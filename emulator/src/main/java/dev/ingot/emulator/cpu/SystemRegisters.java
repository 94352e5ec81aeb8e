package dev.ingot.emulator.cpu;

import dev.ingot.emulator.device.SystemRegisterDevice;
import dev.ingot.emulator.mmu.TranslationRegime;
import java.util.List;

/** The system registers as MRS and MSR see them (Arm ARM D24.2). Those of devices are passed on. */
public final class SystemRegisters {
  private static final long SCTLR_RESET = 0x30d0_0800L;
  private static final long SCTLR_SA = 1 << 3;
  private static final long SCTLR_SA0 = 1 << 4;
  private static final long SCTLR_UMA = 1 << 9;

  /** Bit L of a system instruction: MRS, not MSR. */
  private static final int MRS = 1 << 21;

  private static final long SCTLR_UCT = 1 << 15;

  /** SCTLR_EL1.nTWI: WFI is not trapped at EL0. */
  static final long SCTLR_NTWI = 1 << 16;

  /** SCTLR_EL1.nTWE: WFE is not trapped at EL0. */
  static final long SCTLR_NTWE = 1 << 18;

  private static final long SCTLR_SPAN = 1 << 23;

  /** Position of D, A, I, F in DAIF and SPSR. */
  private static final int DAIF_SHIFT = 6;

  private static final int CPACR_FPEN_SHIFT = 20;

  /** Position of op0 to op2 in MRS and MSR. */
  private static final int ENCODING_SHIFT = 5;

  /** ID_AA64PFR0_EL1.EL2: AArch64 only. */
  private static final long PFR0_EL2 = 1 << 8;

  private static final long MPIDR_RES1 = 1L << 31;

  /** OSLSR_EL1: the OS lock is implemented (OSLM = 0b10). */
  private static final long OS_LOCK_IMPLEMENTED = 1 << 3;

  private static final long OS_LOCK_LOCKED = 1 << 1;

  /** AHP, DN, FZ, RMode, FZ16; trapped floating-point exceptions are not supported. */
  private static final long FPCR_WRITABLE = 0x07c8_0000L;

  /** QC, IDC, IXC, UFC, OFC, DZC, IOC. */
  private static final long FPSR_WRITABLE = 0x0800_009fL;

  private final Cpu cpu;
  private final CpuModel model;
  private final CpuEnvironment environment;
  private final boolean gicRegisters;

  long elr;
  long spsr;
  long esr;
  long far;
  long vbar;
  long par;
  private long cpacr;
  private long tpidrEl0;
  private long tpidrroEl0;
  private long tpidrEl1;
  private final StoredRegisters stored = new StoredRegisters();
  private boolean osLock;

  SystemRegisters(Cpu cpu, CpuModel model, CpuEnvironment environment) {
    this.cpu = cpu;
    this.model = model;
    this.environment = environment;
    this.gicRegisters = deviceOf(SystemRegister.ICC_SRE_EL1) != null;
  }

  /** Sets every register to its value after reset; those whose value is UNKNOWN to zero. */
  void reset() {
    cpu.regime.reset(SCTLR_RESET);
    elr = 0;
    spsr = 0;
    esr = 0;
    far = 0;
    vbar = 0;
    par = 0;
    cpacr = 0;
    tpidrEl0 = 0;
    tpidrroEl0 = 0;
    tpidrEl1 = 0;
    stored.reset();
    cpu.hypervisor.reset(model.mainId(), MPIDR_RES1 | environment.index());
    osLock = true;
  }

  private SystemRegisterDevice deviceOf(int encoding) {
    List<SystemRegisterDevice> devices = environment.registerDevices();
    for (int i = 0; i < devices.size(); i++) {
      if (devices.get(i).handles(encoding)) {
        return devices.get(i);
      }
    }
    return null;
  }

  boolean sctlr(long bit) {
    return (cpu.regime.sctlr & bit) != 0;
  }

  boolean checksStackAlignment() {
    if (cpu.state.level == 2) {
      return (cpu.hypervisor.regime.sctlr & SCTLR_SA) != 0;
    }
    return sctlr(cpu.state.level == 0 ? SCTLR_SA0 : SCTLR_SA);
  }

  boolean setsPanOnEntry() {
    return model.features().contains(Feature.PAN) && !sctlr(SCTLR_SPAN);
  }

  /** Whether CPACR_EL1.FPEN lets the level use Advanced SIMD and floating point. */
  boolean simdEnabledAt(int level) {
    int enable = (int) (cpacr >>> CPACR_FPEN_SHIFT) & 3;
    return level == 2 || enable == 3 || enable == 1 && level == 1;
  }

  boolean has(Feature feature) {
    return model.features().contains(feature);
  }

  // ---- MRS ----

  /**
   * Reads the register that the MRS {@code word} names.
   *
   * @throws GuestException where the exception level may not read it
   * @throws UnknownInstructionException for a register the machine does not know
   */
  public long read(int word) {
    int encoding = word >>> ENCODING_SHIFT & 0xffff;
    if (cpu.state.level == 0) {
      requireEl0Access(encoding, word);
    }
    return value(encoding, word);
  }

  /** A register's value whatever the exception level may see, for debuggers. */
  long value(int encoding) {
    return value(encoding, encoding << ENCODING_SHIFT);
  }

  private long value(int encoding, int word) {
    return switch (encoding) {
      case SystemRegister.NZCV -> cpu.nzcv & ProcessorState.SPSR_NZCV;
      case SystemRegister.FPCR -> requireSimd(cpu.fpcr());
      case SystemRegister.FPSR -> requireSimd(cpu.visibleFpsr());
      case SystemRegister.TPIDR_EL0 -> tpidrEl0;
      case SystemRegister.TPIDRRO_EL0 -> tpidrroEl0;
      case SystemRegister.CTR_EL0 -> CpuModel.CACHE_TYPE;
      case SystemRegister.DCZID_EL0 -> zeroBlock();
      case SystemRegister.DAIF -> cpu.state.daif;
      case SystemRegister.SP_SEL -> cpu.state.ownStack ? 1 : 0;
      case SystemRegister.CURRENT_EL -> (long) cpu.state.level << 2;
      case SystemRegister.SP_EL0 -> readStackPointer0();
      case SystemRegister.ELR_EL1 -> elr;
      case SystemRegister.SPSR_EL1 -> spsr;
      case SystemRegister.ESR_EL1 -> esr;
      case SystemRegister.FAR_EL1 -> far;
      case SystemRegister.VBAR_EL1 -> vbar;
      case SystemRegister.TPIDR_EL1 -> tpidrEl1;
      case SystemRegister.SCTLR_EL1 -> cpu.regime.sctlr;
      case SystemRegister.TCR_EL1 -> cpu.regime.tcr;
      case SystemRegister.TTBR0_EL1 -> cpu.regime.ttbr0;
      case SystemRegister.TTBR1_EL1 -> cpu.regime.ttbr1;
      case SystemRegister.MAIR_EL1 -> cpu.regime.mair;
      case SystemRegister.PAR_EL1 -> par;
      case SystemRegister.CPACR_EL1 -> cpacr;
      case SystemRegister.MIDR_EL1 -> cpu.state.level == 1 ? cpu.hypervisor.mainId : model.mainId();
      case SystemRegister.MPIDR_EL1 ->
          cpu.state.level == 1 ? cpu.hypervisor.affinity : MPIDR_RES1 | environment.index();
      default -> readRare(encoding, word);
    };
  }

  private long readRare(int encoding, int word) {
    return switch (encoding) {
      case SystemRegister.PAN ->
          requireFeature(Feature.PAN, cpu.state.pan ? ProcessorState.SPSR_PAN : 0);
      case SystemRegister.DIT ->
          requireFeature(
              Feature.DIT, cpu.state.dataIndependentTiming ? ProcessorState.SPSR_DIT : 0);
      case SystemRegister.CLIDR_EL1 -> CpuModel.CACHE_LEVELS;
      case SystemRegister.ISR_EL1 -> pendingInterrupts();
      case SystemRegister.OSLSR_EL1 -> OS_LOCK_IMPLEMENTED | (osLock ? OS_LOCK_LOCKED : 0);
      case SystemRegister.REVIDR_EL1,
          SystemRegister.AIDR_EL1,
          SystemRegister.CCSIDR_EL1,
          SystemRegister.OSDLR_EL1 ->
          0;
      default -> readIdentificationOrDevice(encoding, word);
    };
  }

  private long readIdentificationOrDevice(int encoding, int word) {
    if (SystemRegister.isNamedByEl2(encoding)) {
      requireHypervisor();
      if (cpu.hypervisor.has(encoding)) {
        return cpu.hypervisor.read(encoding);
      }
    }
    if (stored.has(encoding)) {
      return stored.read(encoding);
    }
    if (SystemRegister.isIdentification(encoding)) {
      long value = model.identification(encoding >>> 3 & 0xf, encoding & 7, gicRegisters);
      boolean levels = encoding == SystemRegister.ID_AA64PFR0_EL1;
      return levels && environment.hypervisor() ? value | PFR0_EL2 : value;
    }
    SystemRegisterDevice device = deviceOf(encoding);
    if (device == null) {
      throw cpu.unknownInstruction(word);
    }
    cpu.requestAttention();
    return device.read(encoding, environment.index());
  }

  private long pendingInterrupts() {
    int index = environment.index();
    return (environment.interrupts().irqPending(index) ? ProcessorState.SPSR_IRQ_MASK : 0)
        | (environment.interrupts().fiqPending(index) ? ProcessorState.SPSR_FIQ_MASK : 0);
  }

  private long readStackPointer0() {
    requireOwnStack();
    return cpu.stackPointer(0);
  }

  private long zeroBlock() {
    boolean prohibited = cpu.state.level == 0 && !sctlr(SystemInstructions.SCTLR_DZE);
    return CpuModel.ZERO_BLOCK_LOG2_WORDS | (prohibited ? 1 << 4 : 0);
  }

  // ---- MSR ----

  /**
   * Writes the register that the MSR {@code word} names.
   *
   * @throws GuestException where the exception level may not write it
   * @throws UnknownInstructionException for a register the machine does not know
   */
  public void write(int word, long value) {
    int encoding = word >>> ENCODING_SHIFT & 0xffff;
    if (cpu.state.level == 0) {
      requireEl0Access(encoding, word);
    }
    value(encoding, word, value);
  }

  /** Writes a register whatever the exception level may name, for debuggers. */
  void value(int encoding, long value) {
    value(encoding, encoding << ENCODING_SHIFT, value);
  }

  private void value(int encoding, int word, long value) {
    TranslationRegime regime = cpu.regime;
    switch (encoding) {
      case SystemRegister.NZCV -> cpu.nzcv = (int) (value & ProcessorState.SPSR_NZCV);
      case SystemRegister.FPCR -> {
        requireSimd(0);
        cpu.fpcr(value & FPCR_WRITABLE);
      }
      case SystemRegister.FPSR -> {
        requireSimd(0);
        cpu.fpsr(value & FPSR_WRITABLE);
      }
      case SystemRegister.TPIDR_EL0 -> tpidrEl0 = value;
      case SystemRegister.TPIDRRO_EL0 -> writeReadOnlyAtEl0(value);
      case SystemRegister.TPIDR_EL1 -> tpidrEl1 = value;
      case SystemRegister.DAIF -> daif(value & ProcessorState.SPSR_DAIF);
      case SystemRegister.SP_SEL -> selectStack((value & 1) != 0);
      case SystemRegister.SP_EL0 -> {
        requireOwnStack();
        cpu.stackPointer(0, value);
      }
      case SystemRegister.ELR_EL1 -> elr = value;
      case SystemRegister.SPSR_EL1 -> spsr = value & 0xffff_ffffL;
      case SystemRegister.ESR_EL1 -> esr = value;
      case SystemRegister.FAR_EL1 -> far = value;
      case SystemRegister.PAR_EL1 -> par = value;
      case SystemRegister.VBAR_EL1 -> vbar = value & ~0x7ffL;
      case SystemRegister.SCTLR_EL1 -> {
        regime.sctlr = value;
        translationChanged();
      }
      case SystemRegister.TCR_EL1 -> {
        regime.tcr = value;
        translationChanged();
      }
      case SystemRegister.TTBR0_EL1 -> {
        regime.ttbr0 = value;
        translationChanged();
      }
      case SystemRegister.TTBR1_EL1 -> {
        regime.ttbr1 = value;
        translationChanged();
      }
      case SystemRegister.MAIR_EL1 -> {
        regime.mair = value;
        translationChanged();
      }
      case SystemRegister.CPACR_EL1 -> {
        cpacr = value & 3L << CPACR_FPEN_SHIFT;
        cpu.simdEnabled = simdEnabledAt(cpu.state.level);
      }
      default -> writeRare(encoding, word, value);
    }
  }

  private void writeRare(int encoding, int word, long value) {
    switch (encoding) {
      case SystemRegister.PAN -> {
        requireFeature(Feature.PAN, 0);
        setPan((value & ProcessorState.SPSR_PAN) != 0);
      }
      case SystemRegister.DIT -> {
        requireFeature(Feature.DIT, 0);
        setDataIndependentTiming((value & ProcessorState.SPSR_DIT) != 0);
      }
      case SystemRegister.OSLAR_EL1 -> osLock = (value & 1) != 0;
      case SystemRegister.OSDLR_EL1 -> {}
      case SystemRegister.CTR_EL0,
          SystemRegister.DCZID_EL0,
          SystemRegister.CURRENT_EL,
          SystemRegister.MIDR_EL1,
          SystemRegister.MPIDR_EL1,
          SystemRegister.REVIDR_EL1,
          SystemRegister.ISR_EL1,
          SystemRegister.OSLSR_EL1,
          SystemRegister.CNTVCT_EL0,
          SystemRegister.CNTPCT_EL0 ->
          throw cpu.undefined();
      default -> writeStoredOrDevice(encoding, word, value);
    }
  }

  private void writeStoredOrDevice(int encoding, int word, long value) {
    if (SystemRegister.isNamedByEl2(encoding)) {
      requireHypervisor();
      if (cpu.hypervisor.has(encoding)) {
        cpu.hypervisor.write(encoding, value);
        return;
      }
    }
    if (stored.has(encoding)) {
      stored.write(encoding, value);
      return;
    }
    SystemRegisterDevice device = deviceOf(encoding);
    if (device == null) {
      throw cpu.unknownInstruction(word);
    }
    cpu.requestAttention();
    device.write(encoding, environment.index(), value);
  }

  private void requireHypervisor() {
    if (cpu.state.level != 2) {
      throw cpu.undefined();
    }
  }

  private void translationChanged() {
    cpu.memory.invalidateAll();
    cpu.requestAttention();
  }

  private void writeReadOnlyAtEl0(long value) {
    if (cpu.state.level == 0) {
      throw cpu.undefined();
    }
    tpidrroEl0 = value;
  }

  private void requireOwnStack() {
    if (!cpu.state.ownStack) {
      throw cpu.undefined();
    }
  }

  private long requireSimd(long value) {
    if (!cpu.simdEnabled) {
      throw cpu.simdTrap();
    }
    return value;
  }

  private long requireFeature(Feature feature, long value) {
    if (!has(feature)) {
      throw cpu.undefined();
    }
    return value;
  }

  // ---- PSTATE fields ----

  private void daif(long value) {
    cpu.state.daif = value;
    cpu.requestAttention();
  }

  /**
   * Sets PSTATE.DAIF bits: MSR DAIFSet with {@code bits} D, A, I, F in 3:0.
   *
   * @throws GuestException at EL0 unless SCTLR_EL1.UMA allows it
   */
  public void mask(int word, long bits) {
    requireMaskAccess(word);
    daif(cpu.state.daif | bits << DAIF_SHIFT);
  }

  /** Clears PSTATE.DAIF bits: MSR DAIFClr; see {@link #mask}. */
  public void unmask(int word, long bits) {
    requireMaskAccess(word);
    daif(cpu.state.daif & ~(bits << DAIF_SHIFT));
  }

  private void requireMaskAccess(int word) {
    if (cpu.state.level == 0 && !sctlr(SCTLR_UMA)) {
      throw trap(word);
    }
  }

  /** Writes PSTATE.PAN; UNDEFINED at EL0. */
  public void setPan(boolean value) {
    requirePrivilege();
    cpu.saveStackPointer();
    cpu.state.pan = value;
    cpu.restoreStackPointer();
  }

  /** Writes PSTATE.DIT, which changes nothing here but the bit. */
  public void setDataIndependentTiming(boolean value) {
    cpu.state.dataIndependentTiming = value;
  }

  private void requirePrivilege() {
    if (cpu.state.level == 0) {
      throw cpu.undefined();
    }
  }

  /** Writes PSTATE.SP; UNDEFINED at EL0. */
  public void selectStack(boolean own) {
    requirePrivilege();
    cpu.saveStackPointer();
    cpu.state.ownStack = own;
    cpu.restoreStackPointer();
  }

  // ---- access from EL0 (Arm ARM D23.3, the access pseudocode of each register) ----

  private void requireEl0Access(int encoding, int word) {
    if (!SystemRegister.isNamedByEl0(encoding)) {
      throw cpu.undefined();
    }
    boolean allowed =
        switch (encoding) {
          case SystemRegister.DAIF -> sctlr(SCTLR_UMA);
          // MSR is UNDEFINED whatever UCT says.
          case SystemRegister.CTR_EL0 -> (word & MRS) == 0 || sctlr(SCTLR_UCT);
          default -> {
            SystemRegisterDevice device = deviceOf(encoding);
            yield device == null || !device.trapsAtEl0(encoding, environment.index());
          }
        };
    if (!allowed) {
      throw trap(word);
    }
  }

  /** The trap of MRS, MSR or SYS {@code word} from EL0 to EL1. */
  GuestException trap(int word) {
    int op0 = word >>> 19 & 3;
    int op1 = word >>> 16 & 7;
    int crn = word >>> 12 & 0xf;
    int crm = word >>> 8 & 0xf;
    int op2 = word >>> 5 & 7;
    int rt = word & 31;
    int read = word >>> 21 & 1;
    int iss = op0 << 20 | op2 << 17 | op1 << 14 | crn << 10 | rt << 5 | crm << 1 | read;
    return cpu.systemTrap(Syndrome.SYSTEM_REGISTER_TRAP, iss);
  }
}
