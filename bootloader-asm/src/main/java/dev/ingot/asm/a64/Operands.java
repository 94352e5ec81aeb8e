package dev.ingot.asm.a64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operands of one instruction, cut at commas.
 *
 * @param parts without blanks at their ends; brackets stay where they were written
 */
record Operands(List<String> parts) {

  static Operands of(String text) {
    if (text.isBlank()) {
      return new Operands(List.of());
    }
    return new Operands(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
  }

  int count() {
    return parts.size();
  }

  String get(int index) {
    return parts.get(index);
  }

  /** The general register at an index, of the width asked for. */
  int general(int index, boolean is64) {
    return Registers.generalOrZero(parts.get(index))
        .filter(r -> r.is64() == is64)
        .map(Registers.General::number)
        .orElseThrow(
            () ->
                new EncodingException(
                    "operand "
                        + (index + 1)
                        + " must be "
                        + (is64 ? "an X" : "a W")
                        + " register, found '"
                        + parts.get(index)
                        + "'"));
  }

  /** The base of {@code [Xn]} or {@code [Xn, #0]}, starting at an index and ending the list. */
  int address(int index) {
    String text = String.join(",", parts.subList(index, count())).replace(" ", "");
    Optional<Registers.General> base = Optional.empty();
    if (text.startsWith("[") && text.endsWith("]")) {
      String inner = text.substring(1, text.length() - 1);
      base = Registers.base(inner.endsWith(",#0") ? inner.substring(0, inner.length() - 3) : inner);
    }
    return base.map(Registers.General::number)
        .orElseThrow(
            () -> new EncodingException("address must be [Xn] or [SP], found '" + text + "'"));
  }

  /** The immediate at an index, which must be in 0..max. */
  int immediate(int index, int max) {
    String text = parts.get(index);
    try {
      long value = Long.parseLong(text.startsWith("#") ? text.substring(1) : text);
      if (value >= 0 && value <= max) {
        return (int) value;
      }
    } catch (NumberFormatException e) {
      // Answered below: not a number at all.
    }
    throw new EncodingException(
        "operand " + (index + 1) + " must be a number in 0.." + max + ", found '" + text + "'");
  }

  void expectCount(int expected) {
    if (count() != expected) {
      throw new EncodingException("expected " + expected + " operands, found " + count());
    }
  }
}
