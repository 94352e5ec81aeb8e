package dev.ingot.asm.frontend;

import dev.ingot.asm.source.TextCursor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Strings and characters with the escapes of GNU as. */
final class TextLiterals {
  private TextLiterals() {}

  /** Reads {@code "..."}; the bytes are those of the source as UTF-8. */
  static byte[] string(TextCursor in) {
    in.skipBlanks();
    int open = in.index();
    in.expect('"', "to begin a string");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!in.atEnd()) {
      char c = in.read();
      if (c == '"') {
        return bytes.toByteArray();
      }
      if (c == '\\' && !in.atEnd()) {
        bytes.write(escape(in));
      } else {
        StringBuilder character = new StringBuilder().append(c);
        if (Character.isHighSurrogate(c) && Character.isLowSurrogate(in.peek())) {
          character.append(in.read());
        }
        bytes.writeBytes(character.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    in.moveTo(open);
    throw in.error("string is not closed: expected \" before the end of the line");
  }

  /** Reads {@code "..."} as text, for names and messages. */
  static String text(TextCursor in) {
    return new String(string(in), StandardCharsets.UTF_8);
  }

  /** Reads {@code 'a}, {@code 'a'} or {@code '\n'}. */
  static long character(TextCursor in) {
    in.read();
    if (in.atEnd()) {
      throw in.error("expected a character behind '");
    }
    char c = in.read();
    long value = c;
    if (c == '\\' && !in.atEnd()) {
      value = escape(in);
    } else if (c > 0x7f) {
      throw in.error("a character literal must be ASCII");
    }
    in.acceptHere("'");
    return value;
  }

  private static int escape(TextCursor in) {
    char c = in.read();
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\', '"', '\'' -> c;
      case 'x', 'X' -> hexadecimal(in);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(in, c - '0');
      default ->
          throw in.error("unknown escape \\" + c + " (known: b f n r t \\ \" xHH and octal)");
    };
  }

  /** The low 8 bits of all the hexadecimal digits that follow. */
  private static int hexadecimal(TextCursor in) {
    int value = 0;
    while (Character.digit(in.peek(), 16) >= 0) {
      value = (value << 4 | Character.digit(in.read(), 16)) & 0xff;
    }
    return value;
  }

  /** Up to three octal digits. */
  private static int octal(TextCursor in, int first) {
    int value = first;
    for (int i = 0; i < 2 && in.peek() >= '0' && in.peek() <= '7'; i++) {
      value = value * 8 + (in.read() - '0');
    }
    return value & 0xff;
  }
}
