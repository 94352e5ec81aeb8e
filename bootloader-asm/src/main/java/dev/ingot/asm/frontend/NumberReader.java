package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Characters;
import dev.ingot.asm.source.TextCursor;
import java.math.BigInteger;

/** Integers as GNU as writes them: decimal, {@code 0x}, {@code 0b}, octal with a leading 0. */
final class NumberReader {
  private static final int MAX_BITS = 64;

  private NumberReader() {}

  static boolean startsNumber(TextCursor in) {
    return Characters.isDigit(in.peek());
  }

  /** Reads {@code 12f} or {@code 3b}; null, having read nothing, when none is next. */
  static String localLabel(TextCursor in) {
    int length = 0;
    while (Characters.isDigit(in.peek(length))) {
      length++;
    }
    char direction = in.peek(length);
    if (length == 0
        || (direction != 'f' && direction != 'b')
        || Characters.continuesName(in.peek(length + 1))) {
      return null;
    }
    return take(in, length + 1);
  }

  /**
   * Reads a number of at most 64 bits.
   *
   * @throws dev.ingot.asm.source.SyntaxException when it is malformed or larger
   */
  static long read(TextCursor in) {
    int length = 0;
    while (Characters.continuesName(in.peek(length)) && in.peek(length) != '.') {
      length++;
    }
    int start = in.index();
    String text = take(in, length);
    int radix = 10;
    String digits = text;
    if (text.length() > 1 && text.charAt(0) == '0') {
      char kind = Character.toLowerCase(text.charAt(1));
      radix = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
      digits = text.substring(radix == 8 ? 1 : 2);
    }
    try {
      BigInteger number = new BigInteger(digits, radix);
      if (number.signum() >= 0 && number.bitLength() <= MAX_BITS) {
        return number.longValue();
      }
    } catch (NumberFormatException e) {
      in.moveTo(start);
      throw in.error("'" + text + "' is not a number (decimal, 0x..., 0b... or octal 0...)");
    }
    in.moveTo(start);
    throw in.error("'" + text + "' does not fit in " + MAX_BITS + " bits");
  }

  private static String take(TextCursor in, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(in.read());
    }
    return text.toString();
  }
}
