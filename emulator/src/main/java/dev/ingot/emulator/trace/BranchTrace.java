package dev.ingot.emulator.trace;

import dev.ingot.emulator.cpu.Cpu;
import dev.ingot.emulator.cpu.DecodeHook;
import dev.ingot.emulator.cpu.Executor;

/** A line for each branch that is taken, calls and returns included. */
public final class BranchTrace implements DecodeHook {
  private final TraceLines lines;
  private final CodeFilter filter;
  private final CodePlaces places;
  private final BranchHook hook = new BranchHook(this::taken);

  /**
   * @param filter of functions and addresses, at either end of the branch
   */
  public BranchTrace(TraceLines lines, TraceFilter filter, CodePlaces places) {
    this.lines = lines;
    this.filter = new CodeFilter(filter, places);
    this.places = places;
  }

  @Override
  public Executor around(int word, long va, Executor plain) {
    return hook.around(word, va, plain);
  }

  private void taken(Cpu cpu, A64Branch kind, long from, long to) {
    if (filter.shows(from) || filter.shows(to)) {
      lines.print(cpu, describe(kind, places.describe(from), places.describe(to)));
    }
  }

  static String describe(A64Branch kind, String from, String to) {
    String how =
        switch (kind) {
          case JUMP -> "jump";
          case CALL -> "call";
          case RETURN -> "return";
          case EXCEPTION_RETURN -> "eret";
        };
    return "%-6s %s -> %s".formatted(how, from, to);
  }
}
