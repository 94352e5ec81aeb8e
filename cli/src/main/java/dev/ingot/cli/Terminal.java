package dev.ingot.cli;

import java.util.Locale;

/**
 * What stderr can show.
 *
 * @param redraws whether a line can be drawn over: stderr is a terminal
 * @param colors whether words may be coloured
 */
record Terminal(boolean redraws, boolean colors) {
  /** Set to true by the launcher when stderr is a terminal, which Java itself cannot tell. */
  private static final String LAUNCHER_SAYS = "ingot.terminal";

  /** Back to the line's start and erase to its end (ECMA-48, CR and EL). */
  private static final String ERASE_LINE = "\r\033[K";

  /** How words stand out (ECMA-48, SGR). */
  enum Style {
    STAGE("\033[1m"),
    FAINT("\033[2m"),
    FAILURE("\033[1;31m");

    private static final String OFF = "\033[0m";

    private final String on;

    Style(String on) {
      this.on = on;
    }
  }

  /** When stderr may be coloured. */
  enum Colors {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The process's stderr; {@code auto} honours NO_COLOR (no-color.org) and {@code TERM=dumb}. */
  static Terminal of(Colors wanted) {
    boolean terminal = Boolean.getBoolean(LAUNCHER_SAYS) && !"dumb".equals(System.getenv("TERM"));
    boolean colors =
        switch (wanted) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> terminal && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        };
    return new Terminal(terminal, colors);
  }

  /** A text in a style, where colours are allowed. */
  String styled(Style style, String text) {
    return colors ? style.on + text + Style.OFF : text;
  }

  /** What puts the cursor on an empty line, where lines can be drawn over. */
  String emptyLine() {
    return redraws ? ERASE_LINE : "";
  }
}
