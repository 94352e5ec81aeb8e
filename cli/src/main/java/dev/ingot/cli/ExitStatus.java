package dev.ingot.cli;

/**
 * Exit statuses of ingot's own endings (DESIGN.md, fixed contracts); a guest's status is its own.
 */
final class ExitStatus {
  /** It did what was asked. */
  static final int OK = 0;

  /** A bug in ingot. */
  static final int BUG = 1;

  /** Wrong usage of the command line. */
  static final int USAGE = 2;

  /** An input, or an output place, that is refused. */
  static final int REFUSED = 3;

  /** A guest that crashed the nucleus, met an unknown instruction or hit a limit. */
  static final int CRASHED = 4;

  /** What a shell adds to the number of the signal that ended a program. */
  static final int SIGNAL_BASE = 128;

  /** The reader of stdout went away: what a shell shows for a program that SIGPIPE ended. */
  static final int BROKEN_PIPE = SIGNAL_BASE + 13;

  /** Ctrl-C ended ingot: what a shell shows for a program that SIGINT ended. */
  static final int INTERRUPTED = SIGNAL_BASE + 2;

  private ExitStatus() {}
}
