package dev.ingot.emulator.cpu;

/**
 * Stands around instructions: what debuggers and traces hang on. It is asked once for each
 * instruction that a CPU decodes, and instructions that it does not care for run as without it.
 * While there is one, nothing is translated.
 */
@FunctionalInterface
public interface DecodeHook {
  /**
   * Says what to run in an instruction's place. The same decoded instruction serves every mapping
   * of its page, so only bits 11 to 0 of the address are certain for later executions.
   *
   * @param word the instruction word
   * @param va where the CPU has met it first
   * @param plain runs the instruction itself; its second argument does not matter
   * @return {@code plain}, or one that runs it in the end, unless it throws {@link DebugStop}
   */
  Executor around(int word, long va, Executor plain);

  /** Both hooks, {@code inner} next to the instruction. */
  default DecodeHook outside(DecodeHook inner) {
    return (word, va, plain) -> around(word, va, inner.around(word, va, plain));
  }
}
