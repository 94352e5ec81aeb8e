package dev.ingot.emulator.cpu;

/**
 * Stops a CPU before the instruction at {@link Cpu#pc()}, of which nothing has been executed. A
 * debugger throws it out of its hooks, and knows why.
 */
public final class DebugStop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A stop, without a stack trace. */
  public DebugStop() {
    super(null, null, false, false);
  }
}
