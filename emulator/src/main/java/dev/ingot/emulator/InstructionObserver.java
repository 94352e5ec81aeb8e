package dev.ingot.emulator;

import dev.ingot.emulator.cpu.Cpu;

/** Looks at the machine while it runs; see {@link Machine#observe}. */
@FunctionalInterface
public interface InstructionObserver {
  /**
   * Called with the CPU whose turn it is, before it runs an instruction or takes the exception that
   * the attempt ends in. It may read and write what the CPU offers.
   */
  void beforeInstruction(Cpu cpu);
}
