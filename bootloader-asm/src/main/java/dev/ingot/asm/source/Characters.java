package dev.ingot.asm.source;

/** The character classes of GNU as for AArch64. */
public final class Characters {
  private Characters() {}

  /** A blank inside a line. */
  public static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f';
  }

  /** The first character of a symbol name. */
  public static boolean startsName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == '.'
        || c == '$'
        || c >= 0x80;
  }

  /** A later character of a symbol name. */
  public static boolean continuesName(char c) {
    return startsName(c) || isDigit(c);
  }

  /** A decimal digit. */
  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
