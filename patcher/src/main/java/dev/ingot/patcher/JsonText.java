package dev.ingot.patcher;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON texts: two spaces a level, addresses as hexadecimal strings. */
final class JsonText {
  private JsonText() {}

  /** What a document consists of. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonWriter json) throws IOException;
  }

  /** A document, readable by people. */
  static String of(Content content) {
    return write(content, "  ") + "\n";
  }

  /** A document without blanks. */
  static String compact(Content content) {
    return write(content, "");
  }

  static String hex(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** An instruction word: always eight digits. */
  static String word(int value) {
    return "0x%08x".formatted(value);
  }

  private static String write(Content content, String indent) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setIndent(indent);
      json.setHtmlSafe(true);
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer does not fail", e);
    }
    return text.toString();
  }
}
