package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.Executor;
import java.util.Optional;

/** Sees each branch that is taken. */
final class BranchHook implements DecodeHook {
  /** Is told of branches. */
  @FunctionalInterface
  interface Listener {
    /**
     * A branch has been taken.
     *
     * @param from VA of the branch
     * @param to VA where it leads
     */
    void taken(Cpu cpu, A64Branch kind, long from, long to);
  }

  private final Listener listener;

  BranchHook(Listener listener) {
    this.listener = listener;
  }

  @Override
  public Executor around(int word, long va, Executor plain) {
    Optional<A64Branch> kind = A64Branch.of(word);
    if (kind.isEmpty()) {
      return plain;
    }
    A64Branch branch = kind.get();
    return (cpu, op) -> {
      long from = cpu.pc();
      plain.execute(cpu, op);
      if (cpu.nextPc() != from + Integer.BYTES) {
        listener.taken(cpu, branch, from, cpu.nextPc());
      }
    };
  }
}
