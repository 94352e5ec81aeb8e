package dev.ingot.asm.frontend;

import dev.ingot.asm.a64.Relocation;
import dev.ingot.asm.object.Evaluator;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.source.Location;
import java.util.ArrayList;
import java.util.List;

/** The operands of an instruction for the encoder, with gaps for numbers that are not known yet. */
final class OperandTemplate {
  private final StringBuilder text = new StringBuilder();
  private final List<Gap> gaps = new ArrayList<>();
  private AddressField field;

  /** A number that goes in at an index of the text. */
  private record Gap(int index, Expression value) {}

  /** A field that takes an address, encoded as 0 first. */
  record AddressField(Relocation relocation, Expression target, Location location) {}

  void append(String more) {
    text.append(more);
  }

  void append(char more) {
    text.append(more);
  }

  /** Appends a number, now or when it is known. */
  void append(Expression value) {
    if (Evaluator.isConstant(value)) {
      text.append(Evaluator.constant(value));
    } else {
      gaps.add(new Gap(text.length(), value));
    }
  }

  /** Appends a zero for a field that takes an address; false when there is such a field already. */
  boolean append(AddressField addressField) {
    if (field != null) {
      return false;
    }
    field = addressField;
    text.append('0');
    return true;
  }

  /** The last character, or NUL. */
  char last() {
    return text.isEmpty() ? '\0' : text.charAt(text.length() - 1);
  }

  /** Whether every number is known. */
  boolean isComplete() {
    return gaps.isEmpty();
  }

  /** The field that takes an address, or null. */
  AddressField addressField() {
    return field;
  }

  /**
   * The text with all numbers.
   *
   * @throws dev.ingot.asm.object.EvaluationException when one is still not known
   */
  String complete() {
    if (gaps.isEmpty()) {
      return text.toString();
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Gap gap : gaps) {
      out.append(text, from, gap.index()).append(Evaluator.constant(gap.value()));
      from = gap.index();
    }
    return out.append(text, from, text.length()).toString();
  }
}
