package dev.ingot.emulator.trace;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.Cpu;
import java.io.PrintStream;

/** The lines of a trace: virtual time in nanoseconds, CPU, what happened. */
public final class TraceLines {
  private final PrintStream out;
  private final Machine machine;

  /**
   * @param out takes the lines
   * @param machine says what time it is
   */
  public TraceLines(PrintStream out, Machine machine) {
    this.out = out;
    this.machine = machine;
  }

  void print(Cpu cpu, String event) {
    print(machine.virtualNanoseconds(), cpu, event);
  }

  void print(long time, Cpu cpu, String event) {
    out.append("%,15d cpu%d %s%n".formatted(time, cpu.environment().index(), event));
  }
}
