package dev.ingot.cli;

import java.io.PrintStream;
import java.util.Locale;

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

  /** A count with separators of thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
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
