package dev.ingot.patcher;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a JSON document of a known shape (RFC 8259, strictly) and refuses every other by the place
 * where it differs. Nothing is built that the shape does not ask for, so that a hostile document
 * costs no more memory than its own text.
 */
final class JsonInput {
  /** Longest stretch of the document that a refusal quotes. */
  private static final int LONGEST_QUOTE = 40;

  /** Objects and arrays in each other; ours have three or four. */
  private static final int DEEPEST_NESTING = 8;

  private final JsonReader reader;
  private final String file;
  private final String remedy;

  /**
   * @param file the document's name for refusals
   * @param remedy what to do about a document that is refused
   */
  JsonInput(Reader text, String file, String remedy) {
    this.reader = new JsonReader(text);
    this.reader.setStrictness(Strictness.STRICT);
    this.reader.setNestingLimit(DEEPEST_NESTING);
    this.file = file;
    this.remedy = remedy;
  }

  /** Reads the value of one member; false when it does not belong to the object. */
  @FunctionalInterface
  interface MemberReader {
    boolean read(String name) throws IOException;
  }

  /** Reads one value. */
  @FunctionalInterface
  interface ValueReader {
    void read() throws IOException;
  }

  /** Reads one value that must be all of the document. */
  void document(ValueReader value) {
    try {
      value.read();
      require(JsonToken.END_DOCUMENT, "nothing behind the document");
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new RefusedException(
          refusal(
              reader.getPath(),
              "text that is no JSON of this shape (%s)".formatted(firstLine(e)),
              "valid JSON"),
          e);
    }
  }

  /**
   * Reads an object that has each required member, and none twice.
   *
   * @return the object's place, for {@link #refuseAt}
   */
  String object(Set<String> required, MemberReader members) throws IOException {
    require(JsonToken.BEGIN_OBJECT, "an object");
    String place = reader.getPath();
    reader.beginObject();
    Set<String> seen = new HashSet<>();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (!seen.add(name)) {
        throw refuse("the member a second time", "each member once");
      }
      if (!members.read(name)) {
        throw refuse("an unknown member", "the members that ingot writes");
      }
    }
    Set<String> missing = new TreeSet<>(required);
    missing.removeAll(seen);
    if (!missing.isEmpty()) {
      throw refuse("no member " + String.join(", ", missing), "all of them");
    }
    reader.endObject();
    return place;
  }

  void array(ValueReader element) throws IOException {
    require(JsonToken.BEGIN_ARRAY, "an array");
    reader.beginArray();
    while (reader.hasNext()) {
      element.read();
    }
    reader.endArray();
  }

  String text() throws IOException {
    require(JsonToken.STRING, "a string");
    return reader.nextString();
  }

  /** A whole number in a range. */
  long number(long lowest, long highest) throws IOException {
    require(JsonToken.NUMBER, "a number");
    long value = reader.nextLong();
    if (value < lowest || value > highest) {
      throw refuse(String.valueOf(value), "%d to %d".formatted(lowest, highest));
    }
    return value;
  }

  /** Passes over a value that a reader of the document does not need. */
  void skip() throws IOException {
    reader.skipValue();
  }

  /** A refusal of what was read last. */
  RefusedException refuse(String found, String allowed) {
    return new RefusedException(refusal(reader.getPath(), found, allowed));
  }

  /** A refusal of what an object says. */
  RefusedException refuseAt(String place, String found, String allowed) {
    return new RefusedException(refusal(place, found, allowed));
  }

  static String quote(String text) {
    return '"' + shortened(text) + '"';
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
  }

  private void require(JsonToken token, String name) throws IOException {
    JsonToken found = reader.peek();
    if (found != token) {
      throw refuse(describe(found), name);
    }
  }

  private static String describe(JsonToken token) {
    return switch (token) {
      case BEGIN_ARRAY -> "an array";
      case BEGIN_OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case NULL -> "null";
      case END_DOCUMENT -> "the end";
      case END_ARRAY, END_OBJECT, NAME -> "more";
    };
  }

  private Refusal refusal(String place, String found, String allowed) {
    return new Refusal(file, shortened(place), found, allowed, remedy);
  }

  private static String firstLine(Exception failure) {
    return shortened(String.valueOf(failure.getMessage()).lines().findFirst().orElse("?"));
  }
}
