package dev.ingot.emulator.trace;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.Executor;

/** A line for each instruction: address, word, name, place, and the registers that it changed. */
public final class InstructionTrace implements DecodeHook {
  private static final int STACK_POINTER = 31;
  private static final int FLAGS_SHIFT = 28;
  private static final String FLAGS = "NZCV";

  private final TraceLines lines;
  private final CodeFilter filter;
  private final CodePlaces places;
  private final Machine machine;
  private final long[] before = new long[STACK_POINTER + 1];
  private final long[] vectorsBefore;

  /**
   * @param filter of functions and addresses
   * @param machine knows the names of instructions
   */
  public InstructionTrace(
      TraceLines lines, TraceFilter filter, CodePlaces places, Machine machine) {
    this.lines = lines;
    this.filter = new CodeFilter(filter, places);
    this.places = places;
    this.machine = machine;
    this.vectorsBefore = new long[machine.cpu(0).v.length];
  }

  @Override
  public Executor around(int word, long va, Executor plain) {
    String name = machine.instructionName(word);
    return (cpu, op) -> {
      long pc = cpu.pc();
      if (!filter.shows(pc)) {
        plain.execute(cpu, op);
        return;
      }
      remember(cpu);
      int flags = cpu.nzcv();
      long time = machine.virtualNanoseconds();
      boolean done = false;
      try {
        plain.execute(cpu, op);
        done = true;
      } finally {
        String effect = done ? changes(cpu, flags) : "  (exception)";
        lines.print(
            time,
            cpu,
            "%016x %08x %-28s %s%s".formatted(pc, word, name, places.describe(pc), effect));
      }
    };
  }

  private void remember(Cpu cpu) {
    for (int i = 0; i < before.length; i++) {
      before[i] = cpu.xsp(i);
    }
    System.arraycopy(cpu.v, 0, vectorsBefore, 0, vectorsBefore.length);
  }

  private String changes(Cpu cpu, int flags) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < before.length; i++) {
      if (cpu.xsp(i) != before[i]) {
        String name = i == STACK_POINTER ? "sp" : "x" + i;
        text.append("  %s=%x".formatted(name, cpu.xsp(i)));
      }
    }
    for (int i = 0; i < vectorsBefore.length; i += 2) {
      if (cpu.v[i] != vectorsBefore[i] || cpu.v[i + 1] != vectorsBefore[i + 1]) {
        text.append("  v%d=%016x%016x".formatted(i / 2, cpu.v[i + 1], cpu.v[i]));
      }
    }
    if (cpu.nzcv() != flags) {
      text.append("  ").append(flags(cpu.nzcv() >>> FLAGS_SHIFT));
    }
    return text.toString();
  }

  private static String flags(int nzcv) {
    StringBuilder text = new StringBuilder(FLAGS);
    for (int i = 0; i < FLAGS.length(); i++) {
      if ((nzcv >>> FLAGS.length() - 1 - i & 1) == 0) {
        text.setCharAt(i, '-');
      }
    }
    return text.toString();
  }
}
