package dev.ingot.asm.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts text into statements: removes comments ({@code //}, {@code /* ... *}{@code /}, and {@code #}
 * as the first character of a line), joins a line that continues behind a comment, and separates at
 * {@code ;}.
 */
public final class StatementSplitter {
  private final String file;
  private final Expansion expansion;
  private final Diagnostics diagnostics;
  private final List<Statement> statements = new ArrayList<>();

  private final StringBuilder current = new StringBuilder();
  private int currentLine;
  private int currentOffset;
  private String shownLine;

  private StatementSplitter(String file, Expansion expansion, Diagnostics diagnostics) {
    this.file = file;
    this.expansion = expansion;
    this.diagnostics = diagnostics;
  }

  /**
   * The statements of a whole source; {@code expansion} is the include that asked for it, or null.
   */
  public static List<Statement> split(
      SourceText source, Expansion expansion, Diagnostics diagnostics) {
    StatementSplitter splitter = new StatementSplitter(source.name(), expansion, diagnostics);
    splitter.splitSource(source.lines());
    return splitter.statements;
  }

  /** The statements of one line that an expansion made; a comment in it ends with it. */
  public static List<Statement> split(
      String line, Statement origin, Expansion expansion, Diagnostics diagnostics) {
    StatementSplitter splitter = new StatementSplitter(origin.file(), expansion, diagnostics);
    splitter.start(line, origin.lineNumber(), 0);
    splitter.splitLine(line, 0);
    splitter.finish();
    return splitter.statements;
  }

  private void splitSource(List<String> lines) {
    boolean inComment = false;
    int commentLine = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int from = 0;
      if (inComment) {
        int end = line.indexOf("*/");
        if (end < 0) {
          continue;
        }
        from = end + 2;
        if (current.toString().isBlank()) {
          start(line, i + 1, from);
        } else {
          // The statement goes on behind the comment, as if the comment were one blank.
          current.append(' ');
          shownLine = current + line.substring(from);
          currentOffset = 0;
        }
      } else {
        start(line, i + 1, 0);
        if (line.stripLeading().startsWith("#")) {
          continue;
        }
      }
      inComment = splitLine(line, from);
      if (inComment) {
        commentLine = i + 1;
      } else {
        finish();
      }
    }
    if (inComment) {
      String line = lines.get(commentLine - 1);
      Location at = new Location(file, commentLine, line.lastIndexOf("/*") + 1, line, expansion);
      diagnostics.error(at, "comment is not closed: expected */ before the end of the file");
    }
  }

  private void start(String line, int number, int offset) {
    current.setLength(0);
    currentLine = number;
    currentOffset = offset;
    shownLine = line;
  }

  private void finish() {
    if (!current.toString().isBlank()) {
      statements.add(
          new Statement(
              current.toString(), shownLine, currentOffset, file, currentLine, expansion));
    }
    current.setLength(0);
  }

  /** Reads one line; true when a comment is still open at its end. */
  private boolean splitLine(String line, int from) {
    int i = from;
    while (i < line.length()) {
      char c = line.charAt(i);
      if (c == '"') {
        int end = endOfString(line, i);
        current.append(line, i, end);
        i = end;
      } else if (c == '\'') {
        int end = endOfCharacter(line, i);
        current.append(line, i, end);
        i = end;
      } else if (c == '/' && line.startsWith("//", i)) {
        return false;
      } else if (c == '/' && line.startsWith("/*", i)) {
        int end = line.indexOf("*/", i + 2);
        if (end < 0) {
          return true;
        }
        // Blanks keep the columns.
        current.append(" ".repeat(end + 2 - i));
        i = end + 2;
      } else if (c == ';') {
        finish();
        i++;
        currentOffset = i;
      } else {
        current.append(c);
        i++;
      }
    }
    return false;
  }

  /** The index behind the closing quote, or the end of the line when there is none. */
  private static int endOfString(String line, int open) {
    for (int i = open + 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return line.length();
  }

  /** A character literal is {@code 'a}, {@code 'a'} or {@code '\n'}; it may hold a separator. */
  private static int endOfCharacter(String line, int open) {
    int i = open + 1;
    if (i < line.length() && line.charAt(i) == '\\') {
      i++;
    }
    i = Math.min(i + 1, line.length());
    return i < line.length() && line.charAt(i) == '\'' ? i + 1 : i;
  }
}
