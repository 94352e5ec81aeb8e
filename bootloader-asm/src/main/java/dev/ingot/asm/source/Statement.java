package dev.ingot.asm.source;

/**
 * One statement: comments are gone, and it holds no separator.
 *
 * @param text the statement, with leading blanks
 * @param line the whole line that it stands on, for errors
 * @param offset index in {@code line} of the statement's first character
 * @param file name of the source
 * @param lineNumber from 1
 * @param expansion what put it there, or null
 */
public record Statement(
    String text, String line, int offset, String file, int lineNumber, Expansion expansion) {

  /** The place of the character at {@code index} of the text. */
  public Location at(int index) {
    return new Location(file, lineNumber, offset + index + 1, line, expansion);
  }

  /** The place of the first character that is no blank. */
  public Location start() {
    int i = 0;
    while (i < text.length() && Characters.isBlank(text.charAt(i))) {
      i++;
    }
    return at(i);
  }
}
