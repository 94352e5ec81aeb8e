package dev.ingot.patcher;

/** What a redirected write-barrier call runs into. */
public enum BarrierStub {
  /** Calls keep their target: nothing is redirected. */
  KEEP,
  /**
   * Counts the call in memory, then continues in the runtime's own routine. Sound for any program.
   */
  COUNT,
  /**
   * Gives the call a dummy buffer, or makes its store, and marks nothing. Sound only where no
   * collector ever runs: {@link Freestanding}.
   */
  SCRATCH,
  /** {@code brk}: the first call stops the program. For finding out whether one happens. */
  TRAP
}
