package dev.ingot.emulator.device.gic;

/** The IRQ and FIQ outputs to the CPUs. */
final class InterruptLines {
  private final boolean[] irq;
  private final boolean[] fiq;

  InterruptLines(int cpuCount) {
    irq = new boolean[cpuCount];
    fiq = new boolean[cpuCount];
  }

  boolean irq(int cpu) {
    return irq[cpu];
  }

  boolean fiq(int cpu) {
    return fiq[cpu];
  }

  /** Drives one of the two outputs high, or none; never both, there is one best interrupt. */
  void drive(int cpu, boolean signalled, boolean asFiq) {
    irq[cpu] = signalled && !asFiq;
    fiq[cpu] = signalled && asFiq;
  }
}
