package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Characters;
import java.util.Map;

/**
 * Fills arguments into the text of a macro or a repetition: {@code \name}, {@code \@} for the
 * number of the expansion, and {@code \()} for nothing.
 *
 * @param values by parameter name
 * @param number what {@code \@} stands for
 */
record Substitution(Map<String, String> values, int number) {
  /** A longer line comes only from arguments that double themselves. */
  static final int MAX_LINE = 65_536;

  /** The text with everything filled in, or null when it would be longer than {@link #MAX_LINE}. */
  String apply(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        out.append(c);
      } else if (text.charAt(i) == '(') {
        int close = text.indexOf(')', i);
        int end = close < 0 ? text.length() : close;
        out.append(text, i + 1, end);
        i = Math.min(end + 1, text.length());
      } else if (text.charAt(i) == '@') {
        out.append(number);
        i++;
      } else {
        i = parameter(text, i, out);
      }
      if (out.length() > MAX_LINE) {
        return null;
      }
    }
    return out.toString();
  }

  private int parameter(String text, int from, StringBuilder out) {
    int i = from;
    while (i < text.length() && Characters.continuesName(text.charAt(i))) {
      i++;
    }
    String name = text.substring(from, i);
    String value = values.get(name);
    if (value != null) {
      out.append(value);
      return i;
    }
    // Not ours: perhaps of an inner macro, or an escape in a string.
    out.append('\\');
    if (i == from) {
      out.append(text.charAt(i++));
    } else {
      out.append(name);
    }
    return i;
  }
}
