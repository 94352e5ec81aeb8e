package dev.ingot.asm.a64;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** The condition codes of Arm ARM C1.2.4. */
public final class Condition {
  /** In the order of their encodings. */
  private static final List<String> NAMES =
      List.of(
          "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "al",
          "nv");

  private Condition() {}

  /** The encoding 0..15 of a name; {@code hs} and {@code lo} are {@code cs} and {@code cc}. */
  public static OptionalInt encoding(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int index =
        switch (lower) {
          case "hs" -> NAMES.indexOf("cs");
          case "lo" -> NAMES.indexOf("cc");
          default -> NAMES.indexOf(lower);
        };
    return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
  }
}
