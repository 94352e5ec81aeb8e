package dev.ingot.asm.source;

/** A reading position in one statement. */
public final class TextCursor {
  private final Statement statement;
  private final String text;
  private int index;

  /** A cursor at the statement's first character. */
  public TextCursor(Statement statement) {
    this.statement = statement;
    this.text = statement.text();
  }

  /** The statement that is read. */
  public Statement statement() {
    return statement;
  }

  /** The index of the next character. */
  public int index() {
    return index;
  }

  /** Goes to an index that {@link #index} gave. */
  public void moveTo(int newIndex) {
    index = newIndex;
  }

  /** The place of the next character. */
  public Location location() {
    return statement.at(index);
  }

  /** The next character, or NUL at the end. */
  public char peek() {
    return peek(0);
  }

  /** The character {@code ahead} places behind the next one, or NUL. */
  public char peek(int ahead) {
    return index + ahead < text.length() ? text.charAt(index + ahead) : '\0';
  }

  /** Reads one character, which must exist. */
  public char read() {
    return text.charAt(index++);
  }

  /** Whether no character is left. */
  public boolean atEnd() {
    return index >= text.length();
  }

  /** Goes over blanks. */
  public TextCursor skipBlanks() {
    while (index < text.length() && Characters.isBlank(text.charAt(index))) {
      index++;
    }
    return this;
  }

  /**
   * Reads {@code c} behind optional blanks; false, having read only blanks, when it is not next.
   */
  public boolean accept(char c) {
    skipBlanks();
    if (peek() == c && !atEnd()) {
      index++;
      return true;
    }
    return false;
  }

  /** Reads {@code expected} without blanks before it; false when the text goes on differently. */
  public boolean acceptHere(String expected) {
    if (text.startsWith(expected, index)) {
      index += expected.length();
      return true;
    }
    return false;
  }

  /** Reads {@code c} or fails. */
  public void expect(char c, String context) {
    if (!accept(c)) {
      throw error("expected '" + c + "' " + context + found());
    }
  }

  /** Reads a symbol name; null, having read nothing but blanks, when none is next. */
  public String name() {
    skipBlanks();
    if (atEnd() || !Characters.startsName(peek())) {
      return null;
    }
    int from = index;
    while (!atEnd() && Characters.continuesName(peek())) {
      index++;
    }
    return text.substring(from, index);
  }

  /**
   * Reads a symbol name, which may stand in double quotes as in GNU as 2.36 and newer: {@code
   * "main.(*T).Method"}. Null, having read nothing but blanks, when none is next.
   */
  public String symbolName() {
    skipBlanks();
    if (peek() != '"') {
      return name();
    }
    int end = text.indexOf('"', index + 1);
    if (end <= index + 1) {
      throw error("expected a symbol name and a closing quote" + found());
    }
    String name = text.substring(index + 1, end);
    index = end + 1;
    return name;
  }

  /** Reads a symbol name, quoted or not, or fails. */
  public String expectSymbolName() {
    String name = symbolName();
    if (name == null) {
      throw error("expected a symbol" + found());
    }
    return name;
  }

  /** Reads a symbol name or fails. */
  public String expectName(String what) {
    String name = name();
    if (name == null) {
      throw error("expected " + what + found());
    }
    return name;
  }

  /** Reads the rest of the statement without blanks at its ends. */
  public String rest() {
    String rest = text.substring(index).strip();
    index = text.length();
    return rest;
  }

  /** Fails unless only blanks are left. */
  public void expectEnd() {
    skipBlanks();
    if (!atEnd()) {
      throw error("unexpected text at the end of the statement" + found());
    }
  }

  /** {@code , found '...'} for error messages. */
  public String found() {
    if (atEnd()) {
      return ", found the end of the statement";
    }
    String rest = text.substring(index).strip();
    return ", found '" + (rest.length() > 20 ? rest.substring(0, 20) + "..." : rest) + "'";
  }

  /** An error at the next character. */
  public SyntaxException error(String message) {
    return new SyntaxException(location(), message);
  }
}
