package dev.ingot.emulator.cpu;

/**
 * A decoded instruction. It does not depend on the address it stands at, so one Op serves every
 * mapping of a page.
 */
public final class Op {
  /** The instruction word. */
  public final int word;

  /** Word bits 4:0. */
  public final int rd;

  /** Word bits 9:5. */
  public final int rn;

  /** Word bits 20:16. */
  public final int rm;

  /** Word bits 14:10. */
  public final int ra;

  /** The immediate operand as {@link Executor#immediate} gave it. */
  public final long imm;

  /** What runs the instruction. */
  public final Executor executor;

  /** Whether CPACR_EL1.FPEN can trap the instruction. */
  boolean simd;

  // What the interpreter's fast path needs; see FastDecoder. Registers are slots of Cpu.x.

  /** A constant of {@link FastCode}. */
  int code = FastCode.NONE;

  int d;
  int n;
  int m;
  int t;
  int shift;

  /** Set of NZCV values that satisfy the condition, see {@link Condition#mask}. */
  int condition;

  /** Bits that must be clear in a base register: those of a misaligned stack pointer, or none. */
  int baseMustBeClear;

  long operand;

  /** A mask, or what a load or store adds to its base register afterwards. */
  long second;

  /** How often {@link HotCode} has seen control arrive here. */
  int arrivals;

  /** Decodes the register fields and the immediate of {@code word}. */
  public Op(int word, Executor executor) {
    this.word = word;
    this.rd = word & 31;
    this.rn = word >>> 5 & 31;
    this.rm = word >>> 16 & 31;
    this.ra = word >>> 10 & 31;
    this.executor = executor;
    this.imm = executor.immediate(word);
  }
}
