package dev.ingot.emulator.cpu;

/** Stops the run at a word that the machine does not know; nothing of it has been executed. */
public final class UnknownInstructionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int word;
  private final long pc;

  /** An unknown {@code word} at the virtual address {@code pc}. */
  public UnknownInstructionException(int word, long pc) {
    super("unknown instruction 0x%08x at 0x%016x".formatted(word, pc), null, false, false);
    this.word = word;
    this.pc = pc;
  }

  /** The instruction word. */
  public int word() {
    return word;
  }

  /** Its virtual address. */
  public long pc() {
    return pc;
  }
}
