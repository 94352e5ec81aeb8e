package dev.ingot.cli;

import java.io.PrintStream;
import java.util.Locale;

/** The lines that tell on stderr how a command gets on, one a stage; silent with {@code -q}. */
final class Stages {
  private final PrintStream err;
  private final boolean quiet;

  Stages(PrintStream err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
  }

  /** Prints one stage's line: its name in a column, then the figures. */
  void done(String stage, String format, Object... figures) {
    if (!quiet) {
      err.println("%-8s %s".formatted(stage, format.formatted(figures)));
    }
  }

  /** Prints a line that quiet runs need as well. */
  void always(String stage, String line) {
    err.println(quiet ? "ingot: " + line : "%-8s %s".formatted(stage, line));
  }

  /** A count with separators of thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
