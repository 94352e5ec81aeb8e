package dev.ingot.emulator.gdb;

import dev.ingot.emulator.gdb.Arguments.MalformedPacketException;
import java.util.OptionalInt;

/**
 * How the machine is to go on.
 *
 * @param stepped the CPU, from 0, that does one instruction; empty when all run until they are
 *     stopped
 * @param others whether the other CPUs run meanwhile
 * @param from the step goes on while the CPU's PC lies here or above, a VA
 * @param to and below this VA; equal to {@code from} for a single instruction
 */
record Resume(OptionalInt stepped, boolean others, long from, long to) {
  static final Resume CONTINUE = new Resume(OptionalInt.empty(), true, 0, 0);

  static Resume step(int cpu, boolean others) {
    return new Resume(OptionalInt.of(cpu), others, 0, 0);
  }

  boolean inRange(long pc) {
    return Long.compareUnsigned(pc, from) >= 0 && Long.compareUnsigned(pc, to) < 0;
  }

  /**
   * Reads the actions of vCont (GDB manual, E.2): the leftmost that fits a thread is its own.
   *
   * @param actions those behind {@code vCont}
   * @param present the CPU that steps when a step is asked of all threads
   */
  static Resume parse(String actions, int present) {
    Arguments arguments = new Arguments(actions, 0);
    Resume step = null;
    boolean others = false;
    while (!arguments.atEnd()) {
      arguments.expect(";");
      long from = 0;
      long to = 0;
      boolean steps = true;
      if (arguments.skip("r")) {
        from = arguments.number();
        to = arguments.expect(",").number();
      } else if (arguments.skip("S")) {
        arguments.number();
      } else if (!arguments.skip("s")) {
        steps = false;
        if (arguments.skip("C")) {
          arguments.number();
        } else {
          arguments.expect("c");
        }
      }
      int thread = arguments.skip(":") ? arguments.thread() : -1;
      if (steps && step == null) {
        int cpu = thread > 0 ? thread - 1 : present;
        step = new Resume(OptionalInt.of(cpu), false, from, to);
      }
      others |= !steps;
    }
    if (step == null && !others) {
      throw new MalformedPacketException(actions);
    }
    return step == null ? CONTINUE : new Resume(step.stepped, others, step.from, step.to);
  }
}
