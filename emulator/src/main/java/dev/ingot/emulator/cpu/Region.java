package dev.ingot.emulator.cpu;

import java.util.List;

/**
 * Translated code: instructions at fixed virtual addresses, entered at the first of them and left
 * through one of its exits. It does exactly what the interpreter does with the same instructions.
 */
public abstract class Region {
  /** What {@link #run} gives when control goes on at {@link RegionFrame#pc}, anywhere. */
  public static final int INDIRECT = -1;

  /** What {@link #run} gives for the first of the interpreter's exits; the others go down. */
  public static final int FIRST_INTERPRETER_EXIT = -2;

  private final int directExits;
  private final InterpreterExit[] interpreterExits;

  /**
   * A way out at an instruction that only the interpreter can do.
   *
   * @param reason why
   * @param pc virtual address of the instruction
   * @param done instructions that are done but that the region has not counted
   * @param flagsKind how the condition flags are kept there, see {@link LazyFlags}
   */
  public record InterpreterExit(Reason reason, long pc, int done, int flagsKind) {}

  /** Why the interpreter has to go on. */
  public enum Reason {
    /** The instruction is never part of a region. */
    NEVER_TRANSLATED,

    /** The instruction is no plain hit in the TLB, or its result is none that the JVM gives. */
    NOT_THIS_TIME,

    /** The slice may end before the region can be left. */
    SLICE_ENDS
  }

  /**
   * For subclasses.
   *
   * @param directExits how many exits lead to a known address
   * @param interpreterExits in the order of the numbers that {@link #run} gives
   */
  protected Region(int directExits, List<InterpreterExit> interpreterExits) {
    this.directExits = directExits;
    this.interpreterExits = interpreterExits.toArray(new InterpreterExit[0]);
  }

  /**
   * Runs from the region's first instruction until something has to be done that only the
   * interpreter can do, until control leaves the region, or until too few instructions are left of
   * the slice. Registers are then in the frame, and so is everything else unless the interpreter
   * goes on: then {@link InterpreterExit} says the rest.
   *
   * @return the number of a direct exit, from 0; {@link #INDIRECT}; or {@link
   *     #FIRST_INTERPRETER_EXIT} or less
   */
  public abstract int run(RegionFrame frame);

  final int directExits() {
    return directExits;
  }

  /** The interpreter's exit that {@link #run} gave the number of. */
  final InterpreterExit interpreterExit(int number) {
    return interpreterExits[FIRST_INTERPRETER_EXIT - number];
  }
}
