package dev.ingot.emulator.cpu;

import dev.ingot.emulator.memory.HostMemory;
import dev.ingot.emulator.memory.PhysicalMemory;
import dev.ingot.emulator.memory.RamPage;
import dev.ingot.emulator.mmu.Access;
import dev.ingot.emulator.mmu.FaultStatus;
import dev.ingot.emulator.mmu.MappedRange;
import dev.ingot.emulator.mmu.Privilege;
import dev.ingot.emulator.mmu.TranslationRegime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The architectural state of one A64 processing element, and its view of memory. */
public final class Cpu {
  /** Slot of {@link #x} that holds the stack pointer of the current exception level. */
  static final int SP = 31;

  /** Slot of {@link #x} that always holds zero. */
  static final int ZERO = 32;

  /** Slot of {@link #x} for results that are discarded. */
  static final int SINK = 33;

  /** FPSR: IDC, IXC, UFC, OFC, DZC, IOC (C5.2.10). */
  private static final long CUMULATIVE_EXCEPTION_FLAGS = 0x9f;

  private static final int STACK_ALIGNMENT_MASK = 15;

  /** General registers 0..30, then {@link #SP}, {@link #ZERO} and {@link #SINK}. */
  final long[] x = new long[34];

  /** Vector registers: Vn is {@code v[2n]} (bits 63:0) and {@code v[2n+1]} (bits 127:64). */
  public final long[] v = new long[64];

  final ProcessorState state;
  final TranslationRegime regime;
  final HypervisorRegisters hypervisor;
  final VirtualMemory memory;
  final ExclusiveMonitor monitor = new ExclusiveMonitor();
  final GuestException exception = new GuestException();
  private final SystemRegisters systemRegisters;
  private final SystemInstructions systemInstructions = new SystemInstructions(this);
  private final ExceptionModel exceptions;
  private final CpuEnvironment environment;

  /** Address of the current instruction. */
  long pc;

  /** Address of the instruction to run next. */
  long nextPc;

  /** N, Z, C, V in bits 31 to 28. */
  int nzcv;

  /** Whether Advanced SIMD and floating point are not trapped at the current exception level. */
  boolean simdEnabled;

  /** Null until SIMD is trapped for the first time. */
  private SimdAllocation simdAllocation;

  /**
   * Whether the interpreter has to come up for air: interrupts, events, mode or the end of the run
   * changed.
   */
  boolean attention;

  /** Whether a WFI waits for an interrupt. */
  boolean waiting;

  /** Whether the CPU offers the rest of its turn to the others. */
  private boolean yielding;

  /** Instructions left of the present slice; kept exact whenever an executor runs. */
  long remaining;

  /** Attempts of the present slice that ended in an abort. */
  long abortsInSlice;

  private long sliceBudget;
  private final long[] inactiveSp = new long[3];
  private long fpcr;
  private long fpsr;
  private long visibleFpsrBits = -1;

  /**
   * A CPU after reset: EL2 or else EL1 with its own stack pointer, everything masked, the MMU off.
   */
  public Cpu(CpuModel model, PhysicalMemory physical, CpuEnvironment environment) {
    state = new ProcessorState(model.features());
    this.environment = environment;
    this.regime = TranslationRegime.ofEl1(model.pagesOf16Kib());
    this.hypervisor = new HypervisorRegisters(this, TranslationRegime.ofEl2(model.pagesOf16Kib()));
    this.memory = new VirtualMemory(this, physical, regime, hypervisor.regime);
    this.systemRegisters = new SystemRegisters(this, model, environment);
    this.exceptions = new ExceptionModel(this, systemRegisters);
    environment.domain().join(this);
    reset();
  }

  /**
   * Brings the CPU into the state after reset. What it holds of memory and its code stays valid.
   */
  public void reset() {
    Arrays.fill(x, 0);
    Arrays.fill(v, 0);
    Arrays.fill(inactiveSp, 0);
    nzcv = 0;
    fpcr = 0;
    fpsr = 0;
    waiting = false;
    monitor.clear();
    state.reset(environment.hypervisor() ? 2 : 1);
    systemRegisters.reset();
    memory.invalidateAll();
    restoreStackPointer();
  }

  // ---- registers ----

  /** FPCR: rounding mode, flush to zero, default NaN. */
  public long fpcr() {
    return fpcr;
  }

  /** Writes FPCR. */
  public void fpcr(long value) {
    fpcr = value;
  }

  /** FPSR: cumulative exception flags and QC. */
  public long fpsr() {
    return fpsr;
  }

  /** FPSR as the guest reads it. */
  long visibleFpsr() {
    return fpsr & visibleFpsrBits;
  }

  /**
   * Has the guest read the cumulative exception flags of FPSR as zero from now on, so that it
   * cannot see whether an instruction keeps them.
   */
  public void hideFloatFlags() {
    visibleFpsrBits = ~CUMULATIVE_EXCEPTION_FLAGS;
  }

  /** Writes FPSR. */
  public void fpsr(long value) {
    fpsr = value;
  }

  /** General register {@code r}; 31 reads as zero. */
  public long x(int r) {
    return r == SP ? 0 : x[r];
  }

  /** Copies general registers from 0 on, as many as {@code to} has room for, at most 31. */
  public void copyGeneral(long[] to) {
    System.arraycopy(x, 0, to, 0, to.length);
  }

  /** Writes general register {@code r}; a write to 31 is discarded. */
  public void x(int r, long value) {
    if (r != SP) {
      x[r] = value;
    }
  }

  /** The low 32 bits of general register {@code r}; 31 reads as zero. */
  public int w(int r) {
    return (int) x(r);
  }

  /**
   * Writes general register {@code r} with {@code value} zero extended; a write to 31 is discarded.
   */
  public void w(int r, int value) {
    x(r, value & 0xffff_ffffL);
  }

  /** General register {@code r}; 31 is the stack pointer. */
  public long xsp(int r) {
    return x[r];
  }

  /** Writes general register {@code r}; 31 is the stack pointer. */
  public void xsp(int r, long value) {
    x[r] = value;
  }

  /**
   * General register {@code r} as the base of a load or store; 31 is the stack pointer, checked for
   * alignment.
   *
   * @throws GuestException for a misaligned stack pointer while SCTLR_EL1.SA or SA0 asks for the
   *     check
   */
  public long base(int r) {
    if (r == SP && (x[SP] & STACK_ALIGNMENT_MASK) != 0 && systemRegisters.checksStackAlignment()) {
      throw exception.set(Syndrome.of(Syndrome.SP_ALIGNMENT, 0));
    }
    return x[r];
  }

  /** The condition flags in bits 31 (N) to 28 (V), the other bits zero. */
  public int nzcv() {
    return nzcv;
  }

  /** Writes the condition flags from bits 31 to 28; the other bits must be zero. */
  public void nzcv(int bits31to28) {
    nzcv = bits31to28;
  }

  /** PSTATE in the format of SPSR_EL1: NZCV, DAIF, exception level and stack pointer selection. */
  public long processorState() {
    return state.toSpsr(nzcv);
  }

  /** Whether the flags satisfy a condition code, 0 (EQ) to 15 (always). */
  public boolean holds(int condition) {
    return Condition.holds(condition, nzcv);
  }

  /** Address of the current instruction. */
  public long pc() {
    return pc;
  }

  /** Continues at {@code target} instead of behind the current instruction. */
  public void branch(long target) {
    nextPc = target;
  }

  /** Exception level, 0 to 2. */
  public int exceptionLevel() {
    return state.level;
  }

  /** The system registers and system instructions. */
  public SystemRegisters systemRegisters() {
    return systemRegisters;
  }

  /** IC, DC, AT and TLBI. */
  public SystemInstructions systemInstructions() {
    return systemInstructions;
  }

  /** Exception entry and return. */
  public ExceptionModel exceptions() {
    return exceptions;
  }

  /** What surrounds the CPU. */
  public CpuEnvironment environment() {
    return environment;
  }

  /**
   * Enters code at {@code entry} as a boot loader does: x0 holds {@code argument}, the next three
   * are zero.
   */
  public void enter(long entry, long argument) {
    pc = entry;
    x[0] = argument;
    x[1] = 0;
    x[2] = 0;
    x[3] = 0;
  }

  /** Runs {@code op} outside the interpreter's fast path; PC and count are up to date. */
  void execute(Op op) {
    if (op.simd && !simdEnabled) {
      throw simdTrap(op);
    }
    op.executor.execute(this, op);
  }

  /** Starts counting a slice of {@code budget} instructions. */
  public void beginSlice(long budget) {
    sliceBudget = budget;
    abortsInSlice = 0;
    remaining = budget;
    attention = false;
  }

  /** Instructions done in the present slice, the current one included. */
  public long retiredInSlice() {
    return sliceBudget - remaining;
  }

  /** Those of {@link #retiredInSlice} that ended in an instruction or data abort. */
  public long abortsInSlice() {
    return abortsInSlice;
  }

  /** Makes the interpreter return to the machine behind the current instruction. */
  public void requestAttention() {
    attention = true;
  }

  /**
   * Suspends the CPU behind the current instruction until an interrupt is pending (WFI).
   *
   * @throws GuestException at EL0 unless SCTLR_EL1.nTWI allows it
   */
  public void waitForInterrupt() {
    if (state.level == 0 && !systemRegisters.sctlr(SystemRegisters.SCTLR_NTWI)) {
      throw systemTrap(Syndrome.WFI_WFE_TRAP, Syndrome.CONDITION_ALWAYS);
    }
    suspend();
  }

  /** Suspends the CPU behind the current instruction until {@link #wake}. */
  public void suspend() {
    waiting = true;
    attention = true;
  }

  /** Whether the CPU is suspended. */
  public boolean isWaiting() {
    return waiting;
  }

  /** Ends a suspension. */
  public void wake() {
    waiting = false;
  }

  /**
   * WFE: lets the other CPUs have their turn, and completes, which it may do at any time (Arm ARM
   * D1.6.1). So there is no event register to keep, and SEV has nothing to do.
   *
   * @throws GuestException at EL0 unless SCTLR_EL1.nTWE allows it
   */
  public void waitForEvent() {
    if (state.level == 0 && !systemRegisters.sctlr(SystemRegisters.SCTLR_NTWE)) {
      throw systemTrap(Syndrome.WFI_WFE_TRAP, Syndrome.CONDITION_ALWAYS | Syndrome.WAIT_FOR_EVENT);
    }
    yieldTurn();
  }

  /** Ends the CPU's turn behind the current instruction, if there are others to have one. */
  public void yieldTurn() {
    yielding = true;
    attention = true;
  }

  /** Whether the CPU has asked to end its turn since the last call. */
  public boolean takeYield() {
    boolean result = yielding;
    yielding = false;
    return result;
  }

  // ---- for debuggers and traces ----

  /** Address of the instruction behind the current one, once that has been executed. */
  public long nextPc() {
    return nextPc;
  }

  /** Goes on at {@code va}. */
  public void resumeAt(long va) {
    pc = va;
  }

  /**
   * Writes the flags, masks, exception level and stack pointer selection.
   *
   * @param spsr in the format of SPSR_EL1
   * @return whether it is a state that ERET could enter; else nothing has changed
   */
  public boolean enterState(long spsr) {
    if (!state.isLegalReturn(spsr)) {
      return false;
    }
    saveStackPointer();
    state.fromSpsr(spsr);
    restoreStackPointer();
    nzcv = (int) (spsr & ProcessorState.SPSR_NZCV);
    return true;
  }

  // ---- memory ----

  /** Reads a byte, zero extended. */
  public int load8(long va) {
    return (int) memory.load(va, 1);
  }

  /** Reads two bytes, zero extended. */
  public int load16(long va) {
    return (int) memory.load(va, 2);
  }

  /** Reads four bytes. */
  public int load32(long va) {
    return (int) memory.load(va, 4);
  }

  /** Reads eight bytes. */
  public long load64(long va) {
    Tlb tlb = memory.tlb;
    int entry = Tlb.entry(va);
    if (((tlb.reads[entry] ^ va) & (Tlb.PAGE_MASK | 7)) == Tlb.HIT) {
      return HostMemory.getLong(va + tlb.reads[entry + 1]);
    }
    return memory.load(va, 8);
  }

  /** Reads {@code size} bytes, 1, 2, 4 or 8, zero extended. */
  public long load(long va, int size) {
    return memory.load(va, size);
  }

  /** Writes a byte. */
  public void store8(long va, int value) {
    memory.store(va, 1, value);
  }

  /** Writes two bytes. */
  public void store16(long va, int value) {
    memory.store(va, 2, value);
  }

  /** Writes four bytes. */
  public void store32(long va, int value) {
    memory.store(va, 4, value);
  }

  /** Writes eight bytes. */
  public void store64(long va, long value) {
    Tlb tlb = memory.tlb;
    int entry = Tlb.entry(va);
    if (((tlb.writes[entry] ^ va) & (Tlb.PAGE_MASK | 7)) == Tlb.HIT) {
      HostMemory.putLong(va + tlb.writes[entry + 1], value);
      return;
    }
    memory.store(va, 8, value);
  }

  /** Writes the low {@code size} bytes, 1, 2, 4 or 8, of {@code value}. */
  public void store(long va, int size, long value) {
    memory.store(va, size, value);
  }

  /** Reads with the rights of EL0 (LDTR). */
  public long loadUnprivileged(long va, int size) {
    return memory.load(va, size, unprivileged());
  }

  /** Writes with the rights of EL0 (STTR). */
  public void storeUnprivileged(long va, int size, long value) {
    memory.store(va, size, value, unprivileged());
  }

  /** The rights of LDTR and STTR: at EL2 there is no EL0 in the same regime (Arm ARM C6.2.193). */
  private Privilege unprivileged() {
    return state.level == 2 ? Privilege.EL2 : Privilege.EL0;
  }

  /**
   * Checks the alignment of an atomic, exclusive or ordered access.
   *
   * @param bytes a power of two
   * @throws GuestException with an alignment fault when {@code va} is no multiple of {@code bytes}
   */
  public void requireAligned(long va, int bytes, boolean write) {
    if ((va & bytes - 1) != 0) {
      throw dataAbort(va, FaultStatus.ALIGNMENT, write);
    }
  }

  /**
   * Checks an access of 128 bits to an ordinary address, which is done as two of 64.
   *
   * @param va of its first byte
   * @throws GuestException with an alignment fault if {@code va} is no multiple of 16 and alignment
   *     is checked or the memory is Device; or with the fault of its page
   */
  public void checkQuadword(long va, boolean write) {
    memory.checkQuadword(va, write);
  }

  /**
   * Faults where a store would: CAS needs the right to write also when it does not store (Arm ARM
   * J1, MemAtomicCompareAndSwap).
   *
   * @param va of an access that crosses no page
   */
  public void requireWritable(long va) {
    int status = memory.probe(va, Access.WRITE, state.privilege());
    if (status != FaultStatus.NONE) {
      throw dataAbort(va, status, true);
    }
  }

  /**
   * The RAM behind a virtual address whatever its permissions, for tools that look at the guest.
   */
  public Optional<RamPage> ramPage(long va) {
    return memory.ramPage(va);
  }

  /** Has {@code hook} asked about data accesses from now on; null for nobody. */
  public void watchAccesses(AccessHook hook) {
    memory.watchAccesses(hook);
  }

  /**
   * What the present translation regime maps, in ascending order.
   *
   * @param high whether to look at TTBR1's half of the addresses rather than TTBR0's
   */
  public List<MappedRange> mappings(boolean high) {
    return memory.mappings(high);
  }

  /** The physical address space. */
  public PhysicalMemory physicalMemory() {
    return memory.physical();
  }

  /** Opens the exclusive monitor for what a load exclusive has just read. */
  public void markExclusive(long va, int size, long low, long high) {
    monitor.mark(va, size, low, high);
  }

  /**
   * Whether the exclusive monitor still stands for the range and memory still holds what was read
   * there.
   */
  public boolean exclusiveHolds(long va, int size) {
    if (!monitor.covers(va, size)) {
      return false;
    }
    if (size == 16) {
      return load64(va) == monitor.low() && load64(va + 8) == monitor.high();
    }
    return memory.load(va, size) == monitor.low();
  }

  /** Closes the exclusive monitor (CLREX, a store exclusive, an exception return). */
  public void clearExclusive() {
    monitor.clear();
  }

  // ---- exceptions ----

  /** The exception of an UNDEFINED instruction, to be thrown: {@code throw cpu.undefined()}. */
  public GuestException undefined() {
    return exception.set(Syndrome.of(Syndrome.UNKNOWN, 0));
  }

  /** The exception of SVC with its immediate. */
  public GuestException supervisorCall(int immediate) {
    return exception.afterInstruction(Syndrome.of(Syndrome.SVC64, immediate));
  }

  /** The exception of HVC with its immediate, which EL2 takes. */
  public GuestException hypervisorCall(int immediate) {
    return exception.afterInstruction(Syndrome.of(Syndrome.HVC64, immediate)).toHypervisor();
  }

  /** The exception of BRK with its immediate. */
  public GuestException breakpoint(int immediate) {
    return exception.set(Syndrome.of(Syndrome.BRK64, immediate));
  }

  /** What a floating-point or SIMD instruction raises while CPACR_EL1.FPEN traps it. */
  GuestException simdTrap(Op op) {
    if (simdAllocation == null) {
      simdAllocation = new SimdAllocation();
    }
    return simdAllocation.isAllocated(op) ? simdTrap() : undefined();
  }

  /** The exception of what CPACR_EL1.FPEN traps. */
  GuestException simdTrap() {
    return exception.set(Syndrome.of(Syndrome.SIMD_TRAP, Syndrome.CONDITION_ALWAYS));
  }

  /**
   * The exception of a system instruction that EL1 traps from EL0, with the ISS of Arm ARM
   * D24.2.40.
   */
  GuestException systemTrap(int exceptionClass, int iss) {
    return exception.set(Syndrome.of(exceptionClass, iss));
  }

  /** What to throw at a word that the machine does not know. */
  RuntimeException unknownInstruction(int word) {
    return environment.unknownIsUndefined()
        ? undefined()
        : new UnknownInstructionException(word, pc);
  }

  GuestException illegalState() {
    return exception.set(Syndrome.of(Syndrome.ILLEGAL_STATE, 0));
  }

  GuestException dataAbort(long va, int status, boolean write) {
    return dataAbort(va, status | (write ? Syndrome.WRITE_NOT_READ : 0));
  }

  GuestException dataAbort(long va, int iss) {
    int exceptionClass =
        state.level == 0 ? Syndrome.DATA_ABORT_LOWER_EL : Syndrome.DATA_ABORT_SAME_EL;
    return exception.set(Syndrome.of(exceptionClass, iss), va);
  }

  GuestException instructionAbort(long va, int status) {
    int exceptionClass =
        state.level == 0 ? Syndrome.INSTRUCTION_ABORT_LOWER_EL : Syndrome.INSTRUCTION_ABORT_SAME_EL;
    return exception.set(Syndrome.of(exceptionClass, status), va);
  }

  GuestException pcAlignmentFault(long va) {
    return exception.set(Syndrome.of(Syndrome.PC_ALIGNMENT, 0), va);
  }

  // ---- mode changes ----

  /**
   * Puts SP aside before {@link #state} changes; {@link #restoreStackPointer} is the other half.
   */
  void saveStackPointer() {
    inactiveSp[stackIndex()] = x[SP];
  }

  /** Makes registers and memory agree with {@link #state} after it changed. */
  void restoreStackPointer() {
    x[SP] = inactiveSp[stackIndex()];
    memory.use(state.privilege());
    simdEnabled = systemRegisters.simdEnabledAt(state.level);
    attention = true;
  }

  /** The stack pointer of an exception level, whether it is in use as SP or not. */
  long stackPointer(int level) {
    return level == stackIndex() ? x[SP] : inactiveSp[level];
  }

  void stackPointer(int level, long value) {
    if (level == stackIndex()) {
      x[SP] = value;
    } else {
      inactiveSp[level] = value;
    }
  }

  private int stackIndex() {
    return state.ownStack ? state.level : 0;
  }
}
