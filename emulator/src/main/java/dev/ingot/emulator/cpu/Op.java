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
