package dev.ingot.emulator.device.firmware;

/** What PSCI asks of the CPUs. CPUs are numbered from 0; CPU n has affinity 0.0.0.n. */
public interface CpuPower {
  /** CPUs of the machine. */
  int cpuCount();

  /** Whether a CPU is on: executing or waiting. */
  boolean isOn(int cpu);

  /**
   * Turns a CPU that is off on, at EL1 with the MMU off.
   *
   * @param entry physical address of the first instruction
   * @param context value of x0
   */
  void turnOn(int cpu, long entry, long context);

  /** Turns the calling CPU off: it executes nothing any more until it is turned on. */
  void turnOff(int cpu);

  /** Lets the calling CPU wait for an interrupt as WFI does. */
  void standBy(int cpu);
}
