package dev.ingot.cli;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How a run ended.
 *
 * @param how whether the program ended, or the machine without it
 * @param exitStatus what ingot exits with
 * @param description one line for stderr: how it ended
 * @param instructions instructions that the machine executed, where it counts them
 * @param wallTime from power-on to the end, on the host's clock
 * @param memory reads the program's memory as it stood at the end
 */
record GuestEnd(
    How how,
    int exitStatus,
    String description,
    OptionalLong instructions,
    Duration wallTime,
    GuestMemory memory) {

  /** The two kinds of end. */
  enum How {
    /** The program ended; the status is its own, whatever the number. */
    EXITED,

    /** The nucleus gave up, or the machine met its limits. */
    CRASHED
  }

  /** The program's address space after the run. */
  interface GuestMemory {
    /** The eight bytes at a VA, or nothing when the machine cannot tell. */
    OptionalLong word(long virtualAddress);
  }
}
