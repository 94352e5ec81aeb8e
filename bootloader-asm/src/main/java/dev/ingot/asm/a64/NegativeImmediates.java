package dev.ingot.asm.a64;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code add} of a negative number is {@code sub} of the positive one, and so on: GNU as takes that
 * for every immediate, Keystone only for small ones.
 */
final class NegativeImmediates {
  private static final Map<String, String> OPPOSITES =
      Map.of(
          "add", "sub", "sub", "add", "adds", "subs", "subs", "adds", "cmp", "cmn", "cmn", "cmp");

  private NegativeImmediates() {}

  /** The instruction with a positive immediate, when its last operand is a negative one. */
  static Optional<String> rewrite(String mnemonic, Operands operands) {
    String opposite = OPPOSITES.get(mnemonic);
    if (opposite == null || operands.count() < 2 || !operands.parts().getLast().startsWith("#-")) {
      return Optional.empty();
    }
    List<String> parts = operands.parts();
    String positive = "#" + parts.getLast().substring("#-".length());
    return Optional.of(
        opposite + " " + String.join(",", parts.subList(0, parts.size() - 1)) + "," + positive);
  }
}
