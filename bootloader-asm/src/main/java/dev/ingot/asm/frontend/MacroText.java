package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Characters;
import dev.ingot.asm.source.TextCursor;
import java.util.ArrayList;
import java.util.List;

/** How GNU as cuts the text behind a macro's name into arguments. */
final class MacroText {
  private MacroText() {}

  /**
   * Leaves out the blanks that GNU as leaves out before it looks at arguments: all but those
   * between two words, and those beside strings.
   */
  static String squeeze(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        int end = endOfString(text, i);
        out.append(text, i, end);
        i = end;
      } else if (c == '\'' && i + 1 < text.length()) {
        int end = Math.min(i + (text.charAt(i + 1) == '\\' ? 3 : 2), text.length());
        out.append(text, i, end);
        i = end;
      } else if (Characters.isBlank(c)) {
        while (i < text.length() && Characters.isBlank(text.charAt(i))) {
          i++;
        }
        if (!out.isEmpty()
            && i < text.length()
            && keepsBlankBehind(out.charAt(out.length() - 1))
            && keepsBlankBefore(text.charAt(i))) {
          out.append(' ');
        }
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static boolean keepsBlankBehind(char c) {
    return Characters.continuesName(c) || c == '"';
  }

  private static boolean keepsBlankBefore(char c) {
    return Characters.continuesName(c) || c == '"' || c == '\\';
  }

  private static int endOfString(String text, int open) {
    for (int i = open + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    return text.length();
  }

  /** The arguments in a squeezed text, separated by commas or blanks. */
  static List<String> arguments(String squeezed) {
    List<String> arguments = new ArrayList<>();
    int i = 0;
    while (i < squeezed.length()) {
      Cut cut = argument(squeezed, i);
      arguments.add(cut.text());
      i = cut.next();
      if (cut.comma() && i >= squeezed.length()) {
        arguments.add("");
      }
    }
    return arguments;
  }

  /**
   * One argument.
   *
   * @param text without its quotes
   * @param next the index of the next argument
   * @param comma whether a comma ended it
   */
  record Cut(String text, int next, boolean comma) {}

  /** The argument that begins at an index; commas separate even inside of brackets. */
  static Cut argument(String text, int from) {
    StringBuilder out = new StringBuilder();
    int i = from;
    if (i < text.length() && text.charAt(i) == '"') {
      int end = endOfString(text, i);
      boolean closed = end > i + 1 && text.charAt(end - 1) == '"';
      // A doubled quote and an escaped one stand for a quote, as in gas/macro.c, getstring.
      out.append(text, i + 1, closed ? end - 1 : end);
      i = end;
    } else {
      int brackets = 0;
      while (i < text.length() && text.charAt(i) != ',') {
        char c = text.charAt(i);
        if (c == ' ' && brackets == 0) {
          break;
        }
        if (c == '"' || c == '\'') {
          int end =
              c == '"'
                  ? endOfString(text, i)
                  : Math.min(Math.max(text.indexOf('\'', i + 1), i) + 1, text.length());
          out.append(text, i, end);
          i = end;
          continue;
        }
        brackets += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        out.append(c);
        i++;
      }
    }
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    boolean comma = i < text.length() && text.charAt(i) == ',';
    i += comma ? 1 : 0;
    while (i < text.length() && text.charAt(i) == ' ') {
      i++;
    }
    return new Cut(out.toString(), i, comma);
  }

  /** The rest of a statement, squeezed. */
  static String rest(TextCursor in) {
    return squeeze(in.rest());
  }
}
