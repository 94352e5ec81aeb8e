package dev.ingot.patcher;

import dev.ingot.goelf.RefusedException;
import dev.ingot.patcher.Edit.AppendEdit;
import dev.ingot.patcher.Edit.InstructionEdit;
import dev.ingot.patcher.Edit.PointerEdit;
import dev.ingot.patcher.Edit.StructureEdit;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** The members of one edit in a manifest, and the edit that they tell. */
final class EditText {
  /** What every edit has. */
  static final Set<String> REQUIRED = Set.of("fileOffset", "kind", "symbol");

  /** All members that an edit can have; each is a string. */
  static final Set<String> MEMBERS =
      Set.of(
          "fileOffset",
          "address",
          "kind",
          "symbol",
          "source",
          "oldWord",
          "newWord",
          "oldValue",
          "newValue",
          "oldBytes",
          "newBytes");

  private static final Set<String> WORDS = Set.of("oldWord", "newWord");
  private static final Set<String> VALUES = Set.of("oldValue", "newValue");
  private static final Set<String> BYTES = Set.of("oldBytes", "newBytes");

  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]{1,16}");
  private static final Pattern WORD = Pattern.compile("0x[0-9a-f]{8}");
  private static final Pattern DIGIT_PAIRS = Pattern.compile("(?:[0-9a-f]{2})++");
  private static final int PREFIX = 2;

  private final Map<String, String> members;
  private final JsonInput json;
  private final String place;

  /**
   * @param place of the edit in the manifest
   */
  EditText(Map<String, String> members, JsonInput json, String place) {
    this.members = members;
    this.json = json;
    this.place = place;
  }

  Edit parse() {
    long offset = number("fileOffset");
    if (offset < 0 || offset > Integer.MAX_VALUE) {
      throw refuse("fileOffset", "less than 0x80000000");
    }
    if (isExactly(WORDS)) {
      return new InstructionEdit(
          offset,
          number("address"),
          kind(),
          new CodeHolder.Named(members.get("symbol")),
          word("oldWord"),
          word("newWord"));
    }
    if (isExactly(VALUES)) {
      return new PointerEdit(
          offset, address(), kind(), members.get("symbol"), number("oldValue"), number("newValue"));
    }
    if (isExactly(BYTES)) {
      Bytes before = bytes("oldBytes");
      Bytes after = bytes("newBytes");
      if (before.size() != after.size()) {
        throw json.refuseAt(
            place,
            "%d bytes in place of %d".formatted(after.size(), before.size()),
            "as many bytes");
      }
      return new StructureEdit(offset, address(), kind(), members.get("symbol"), before, after);
    }
    if (isExactly(Set.of("newBytes"))) {
      return new AppendEdit(offset, address(), kind(), members.get("symbol"), bytes("newBytes"));
    }
    throw json.refuseAt(
        place,
        "an edit of no known form",
        "oldWord and newWord, oldValue and newValue, oldBytes and newBytes, or newBytes alone");
  }

  private boolean isExactly(Set<String> contents) {
    return MEMBERS.stream()
        .filter(
            member -> WORDS.contains(member) || VALUES.contains(member) || BYTES.contains(member))
        .allMatch(member -> members.containsKey(member) == contents.contains(member));
  }

  private EditKind kind() {
    return EditKind.ofText(members.get("kind"))
        .orElseThrow(() -> refuse("kind", "a kind that ingot writes"));
  }

  private OptionalLong address() {
    return members.containsKey("address")
        ? OptionalLong.of(number("address"))
        : OptionalLong.empty();
  }

  private long number(String member) {
    return Long.parseUnsignedLong(
        matching(member, NUMBER, "0x and up to 16 hexadecimal digits").substring(PREFIX), 16);
  }

  private int word(String member) {
    return Integer.parseUnsignedInt(
        matching(member, WORD, "0x and 8 hexadecimal digits").substring(PREFIX), 16);
  }

  private Bytes bytes(String member) {
    return Bytes.of(
        HexFormat.of().parseHex(matching(member, DIGIT_PAIRS, "pairs of hexadecimal digits")));
  }

  private String matching(String member, Pattern pattern, String allowed) {
    String text = members.get(member);
    if (text == null || !pattern.matcher(text).matches()) {
      throw refuse(member, allowed);
    }
    return text;
  }

  private RefusedException refuse(String member, String allowed) {
    String text = members.get(member);
    return json.refuseAt(
        place,
        text == null ? "no " + member : "%s %s".formatted(member, JsonInput.quote(text)),
        allowed);
  }
}
