package dev.ingot.asm.a64;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operands of one instruction, cut at commas.
 *
 * @param parts without blanks at their ends; brackets stay where they were written
 */
record Operands(List<String> parts) {
  /** An integer that the front end made, so that it fits in 64 bits. */
  private static final Pattern INTEGER = Pattern.compile("#-?\\d{1,19}");

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

  /**
   * Checks that immediates of an instruction on a W register have 32 bits; Keystone cuts them.
   *
   * @throws EncodingException when one has more
   */
  void checkWidth() {
    boolean is32 =
        !parts.isEmpty()
            && Registers.generalOrZero(parts.getFirst()).filter(r -> !r.is64()).isPresent();
    if (!is32) {
      return;
    }
    for (String part : parts) {
      if (INTEGER.matcher(part).matches()) {
        long value = Long.parseLong(part, 1, part.length(), 10);
        if (value < Integer.MIN_VALUE || value >= 1L << 32) {
          throw new EncodingException("immediate " + value + " does not fit in 32 bits");
        }
      }
    }
  }

  void expectCount(int expected) {
    if (count() != expected) {
      throw new EncodingException("expected " + expected + " operands, found " + count());
    }
  }
}
