package dev.ingot.emulator.cpu;

/**
 * What a {@link Region} sees of the CPU. The arrays are those of the CPU itself; the other fields
 * are handed over at entry and taken back at exit.
 */
public final class RegionFrame {
  /**
   * Slot of {@link #x} that holds the stack pointer of the current exception level; 0 to 30 are the
   * general registers.
   */
  public static final int SP = Cpu.SP;

  /** Mask of the page number in a virtual address. */
  public static final long PAGE_MASK = Tlb.PAGE_MASK;

  /**
   * What the exclusive or of a TLB entry's tag and an address in its page is besides the offset; of
   * any other address it is larger, as a signed number: see {@link Tlb#HIT}.
   */
  public static final long TLB_HIT = Tlb.HIT;

  /** How far right to shift a virtual address that {@link #TLB_ENTRY_MASK} is for. */
  public static final int TLB_ENTRY_SHIFT = Tlb.ENTRY_SHIFT;

  /** Mask that makes a shifted virtual address the index of a tag in the TLB arrays. */
  public static final int TLB_ENTRY_MASK = Tlb.ENTRY_MASK;

  /** General registers and the stack pointer. */
  public final long[] x;

  /** Vector registers: Vn is {@code v[2n]} (bits 63:0) and {@code v[2n+1]} (bits 127:64). */
  public final long[] v;

  // Of the TLB of the CPU's present privilege.

  /** The pages that can be read without further checks when aligned: see {@link Tlb#reads}. */
  public long[] reads;

  /** The pages that can be written without further checks when aligned. */
  public long[] writes;

  /**
   * What has to be added to most of the addresses that were in general registers then, for the
   * address in {@link dev.ingot.emulator.memory.HostMemory}.
   */
  public long commonAddend;

  /** Address of the instruction to run next. */
  public long pc;

  /** Instructions left of the slice. */
  public long remaining;

  /** How the condition flags are kept, see {@link LazyFlags}. */
  public int flagsKind;

  /** The first operand of the flags. */
  public long flagsA;

  /** The second operand of the flags. */
  public long flagsB;

  /** Whether Advanced SIMD and floating point are not trapped. */
  public boolean simdEnabled;

  /** Whether FPCR asks for rounding to nearest, denormals and NaNs that propagate. */
  public boolean plainFpcr;

  /** Whether an unaligned access to a page that the TLB arrays hold is none that faults. */
  public boolean unalignedAllowed;

  /** Whether DC ZVA is allowed. */
  public boolean zeroBlockAllowed;

  private final Cpu cpu;

  RegionFrame(Cpu cpu) {
    this.cpu = cpu;
    this.x = cpu.x;
    this.v = cpu.v;
  }

  /** Takes the TLB of the CPU's present privilege for regions to be translated. */
  void useTlb() {
    Tlb tlb = cpu.memory.tlb;
    reads = tlb.reads;
    writes = tlb.writes;
    commonAddend = tlb.commonestAddend(x);
  }

  /**
   * Takes over at the CPU's present instruction, which {@link Cpu#remaining} counts as done.
   *
   * @return instructions left of the slice, the present one included
   */
  long enter() {
    Tlb tlb = cpu.memory.tlb;
    pc = cpu.pc;
    remaining = cpu.remaining + 1;
    flagsKind = LazyFlags.VALUE;
    flagsA = cpu.nzcv;
    simdEnabled = cpu.simdEnabled;
    plainFpcr = cpu.fpcr() == 0;
    unalignedAllowed = !tlb.alignmentMatters;
    zeroBlockAllowed =
        !tlb.alignmentMatters
            && (cpu.state.level != 0 || cpu.systemRegisters().sctlr(SystemInstructions.SCTLR_DZE));
    return remaining;
  }

  /** Brings PC, count and flags up to date behind an exit for the interpreter. */
  void stopAt(Region.InterpreterExit exit) {
    pc = exit.pc();
    remaining -= exit.done();
    if (exit.flagsKind() != LazyFlags.MIXED) {
      flagsKind = exit.flagsKind();
    }
  }

  /**
   * Gives back to the CPU.
   *
   * @param available what {@link #enter} gave
   * @return whether at least one instruction is done; if not, nothing has changed
   */
  boolean leave(long available) {
    if (remaining == available) {
      return false;
    }
    cpu.nextPc = pc;
    cpu.remaining = remaining;
    cpu.nzcv = LazyFlags.nzcv(flagsKind, flagsA, flagsB);
    return true;
  }

  /**
   * Runs the executor of a data-processing instruction that touches registers only. The registers
   * that it uses have to be up to date.
   *
   * @return false if it raises an exception in the guest: nothing has changed then
   */
  public boolean execute(Op op) {
    try {
      op.executor.execute(cpu, op);
      return true;
    } catch (GuestException e) {
      return false;
    }
  }

  /**
   * The same for an instruction that uses flags too, which have to be up to date and come out as
   * {@link LazyFlags#VALUE}.
   */
  public boolean executeWithFlags(Op op) {
    cpu.nzcv = LazyFlags.nzcv(flagsKind, flagsA, flagsB);
    if (!execute(op)) {
      return false;
    }
    flagsKind = LazyFlags.VALUE;
    flagsA = cpu.nzcv;
    return true;
  }
}
