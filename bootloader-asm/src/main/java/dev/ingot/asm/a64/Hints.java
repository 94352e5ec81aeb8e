package dev.ingot.asm.a64;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Instructions without registers that Keystone does not know: newer hints and barriers (Arm ARM
 * C4.1, "Hints", "Barriers"), {@code udf}, and exception returns with pointer authentication.
 */
final class Hints {
  private static final int HINT = 0xd503201f;
  private static final int MAX_UDF = 0xffff;

  /** CRm:op2 of the hint space. */
  private static final Map<String, Integer> NUMBERS =
      Map.ofEntries(
          Map.entry("dgh", 6),
          Map.entry("xpaclri", 7),
          Map.entry("pacia1716", 8),
          Map.entry("pacib1716", 10),
          Map.entry("autia1716", 12),
          Map.entry("autib1716", 14),
          Map.entry("esb", 16),
          Map.entry("psb csync", 17),
          Map.entry("tsb csync", 18),
          Map.entry("csdb", 20),
          Map.entry("paciaz", 24),
          Map.entry("paciasp", 25),
          Map.entry("pacibz", 26),
          Map.entry("pacibsp", 27),
          Map.entry("autiaz", 28),
          Map.entry("autiasp", 29),
          Map.entry("autibz", 30),
          Map.entry("autibsp", 31),
          Map.entry("bti", 32),
          Map.entry("bti c", 34),
          Map.entry("bti j", 36),
          Map.entry("bti jc", 38));

  private static final Map<String, Integer> WORDS =
      Map.of(
          "sb", 0xd50330ff,
          "ssbb", 0xd503309f,
          "pssbb", 0xd503349f,
          "cfinv", 0xd500401f,
          "retaa", 0xd65f0bff,
          "retab", 0xd65f0fff,
          "eretaa", 0xd69f0bff,
          "eretab", 0xd69f0fff);

  private Hints() {}

  static OptionalInt encode(String mnemonic, Operands operands) {
    if (mnemonic.equals("udf")) {
      operands.expectCount(1);
      return OptionalInt.of(operands.immediate(0, MAX_UDF));
    }
    if (operands.count() > 1) {
      return OptionalInt.empty();
    }
    String text =
        operands.count() == 0
            ? mnemonic
            : mnemonic + " " + operands.get(0).toLowerCase(Locale.ROOT);
    Integer number = NUMBERS.get(text);
    if (number != null) {
      return OptionalInt.of(HINT | number << 5);
    }
    Integer word = WORDS.get(text);
    return word == null ? OptionalInt.empty() : OptionalInt.of(word);
  }
}
