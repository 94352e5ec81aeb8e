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

  /** Mask that makes the page number of a virtual address an index of the TLB arrays. */
  public static final int TLB_INDEX_MASK = Tlb.INDEX_MASK;

  /** General registers and the stack pointer. */
  public final long[] x;

  /** Vector registers: Vn is {@code v[2n]} (bits 63:0) and {@code v[2n+1]} (bits 127:64). */
  public final long[] v;

  /** Virtual addresses of the pages that can be read without further checks when aligned. */
  public long[] readTags;

  /** The content of those pages. */
  public long[][] readPages;

  /** Virtual addresses of the pages that can be written without further checks when aligned. */
  public long[] writeTags;

  /** The content of those pages. */
  public long[][] writePages;

  /** Virtual address of the region's page. */
  public long page;

  /** Address of the instruction to run next; written at exit. */
  public long pc;

  /** Instructions left of the slice. */
  public long remaining;

  /** The condition flags in bits 31 to 28. */
  public int nzcv;

  /** Whether Advanced SIMD and floating point are not trapped. */
  public boolean simdEnabled;

  private final Cpu cpu;

  RegionFrame(Cpu cpu) {
    this.cpu = cpu;
    this.x = cpu.x;
    this.v = cpu.v;
  }

  /**
   * Runs a region at the CPU's present instruction, which {@link Cpu#remaining} counts as done.
   *
   * @return whether at least one instruction is done
   */
  boolean run(Region region) {
    Tlb tlb = cpu.memory.tlb;
    readTags = tlb.readTags;
    readPages = tlb.readPages;
    writeTags = tlb.writeTags;
    writePages = tlb.writePages;
    page = cpu.pc & Tlb.PAGE_MASK;
    long available = cpu.remaining + 1;
    remaining = available;
    nzcv = cpu.nzcv;
    simdEnabled = cpu.simdEnabled;
    region.run(this);
    if (remaining == available) {
      return false;
    }
    cpu.nextPc = pc;
    cpu.remaining = remaining;
    cpu.nzcv = nzcv;
    return true;
  }

  /**
   * Runs the region at the instruction to run next, behind another region.
   *
   * @return whether at least one instruction is done; if not, the interpreter has to go on there
   */
  boolean runNext(Region region) {
    if (cpu.remaining == 0) {
      return false;
    }
    cpu.pc = cpu.nextPc;
    cpu.remaining--;
    boolean done = run(region);
    if (!done) {
      cpu.remaining++;
    }
    return done;
  }

  /**
   * Runs the executor of a data-processing instruction, which touches registers and flags only. The
   * registers and flags that it uses have to be up to date.
   *
   * @return false if it raises an exception in the guest: nothing has changed then
   */
  public boolean execute(Op op) {
    cpu.nzcv = nzcv;
    try {
      op.executor.execute(cpu, op);
    } catch (GuestException e) {
      return false;
    }
    nzcv = cpu.nzcv;
    return true;
  }
}
