package dev.ingot.asm.source;

import java.util.Locale;

/**
 * One error or warning and its place.
 *
 * @param severity how bad it is
 * @param location where, or null when it concerns no single line (e.g. a section that is too large)
 * @param message what was found, what is allowed
 */
public record Diagnostic(Severity severity, Location location, String message) {

  /** An error refuses the output; a warning does not. */
  public enum Severity {
    /** The output is refused. */
    ERROR,
    /** The output is made all the same. */
    WARNING
  }

  /** Expansions shown at either end of a long trace. */
  private static final int TRACE_ENDS = 4;

  /**
   * The text for people: {@code file:line:column: error: message}, the line, a caret below the
   * column, and one line for each expansion. Lines are separated by LF; there is none at the end.
   */
  public String render() {
    String head = severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    if (location == null) {
      return head;
    }
    StringBuilder out = new StringBuilder(location.place()).append(": ").append(head);
    String line = location.lineText();
    if (!line.isBlank()) {
      out.append("\n  ").append(line).append("\n  ");
      for (int i = 0; i < location.column() - 1; i++) {
        out.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
      }
      out.append('^');
    }
    appendTrace(out);
    return out.toString();
  }

  private void appendTrace(StringBuilder out) {
    Expansion expansion = location.expansion();
    int depth = expansion == null ? 0 : expansion.depth();
    for (int i = 0; i < depth; i++, expansion = expansion.at().expansion()) {
      if (i < TRACE_ENDS || i >= depth - TRACE_ENDS) {
        out.append("\n  in ").append(expansion.cause());
        out.append(" from ").append(expansion.at().place());
      } else if (i == TRACE_ENDS) {
        out.append("\n  ... ").append(depth - 2 * TRACE_ENDS).append(" more expansions ...");
      }
    }
  }
}
