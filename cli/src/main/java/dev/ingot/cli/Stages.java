package dev.ingot.cli;

import java.io.PrintStream;

/** The lines that tell on stderr how a command gets on, one a stage; silent with {@code -q}. */
final class Stages {
  private final PrintStream err;
  private final Terminal terminal;
  private final boolean quiet;
  private boolean working;

  Stages(PrintStream err, Terminal terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** Says on a terminal what is under way; the stage's own line takes its place. */
  void working(String stage, String what) {
    if (!quiet && terminal.redraws()) {
      erase();
      err.print(name(stage) + " " + terminal.styled(Terminal.Style.FAINT, what + " ..."));
      err.flush();
      working = true;
    }
  }

  /** Prints one stage's line: its name in a column, then the figures. */
  void done(String stage, String format, Object... figures) {
    if (!quiet) {
      erase();
      err.println(name(stage) + " " + format.formatted(figures));
    }
  }

  /** Prints a line that quiet runs need as well. */
  void always(String stage, String line) {
    erase();
    err.println(quiet ? "ingot: " + line : name(stage) + " " + line);
  }

  /** Whether nothing but {@link #always} prints: then nobody needs to put figures together. */
  boolean isQuiet() {
    return quiet;
  }

  /**
   * A count with separators of thousands. Not by {@code %,d}, which first loads what it needs to
   * know about the world's ways to write numbers.
   */
  static String count(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int at = digits.length() - 3; at > first; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }

  private String name(String stage) {
    return terminal.styled(Terminal.Style.STAGE, "%-8s".formatted(stage));
  }

  private void erase() {
    if (working) {
      err.print(terminal.emptyLine());
      working = false;
    }
  }
}
