package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.ExceptionObserver;
import dev.ingot.emulator.device.gic.Gicv2;

/** Remembers, for each CPU, with which registers the program at EL0 was left last. */
public final class UserContexts implements ExceptionObserver {
  private final RegisterSnapshot[] last = new RegisterSnapshot[Gicv2.MAX_CPUS];

  /** Nothing has been left yet. */
  public UserContexts() {
    for (int i = 0; i < last.length; i++) {
      last[i] = new RegisterSnapshot();
    }
  }

  @Override
  public void entering(Cpu cpu, Kind kind, long syndrome, long returnAddress) {
    if (cpu.exceptionLevel() == 0) {
      last[cpu.environment().index()].take(cpu, returnAddress, syndrome);
    }
  }

  @Override
  public void returned(Cpu cpu, long address) {}

  /** The registers at the last exception from EL0 of a CPU; perhaps none have been taken. */
  public RegisterSnapshot of(Cpu cpu) {
    return last[cpu.environment().index()];
  }
}
