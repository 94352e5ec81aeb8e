package dev.ingot.asm.frontend;

import dev.ingot.asm.source.TextCursor;
import java.util.Map;
import java.util.function.Predicate;

/** {@code .if} and its relatives. */
final class ConditionalDirectives {
  private final UnitState unit;
  private final Conditionals conditionals;

  ConditionalDirectives(UnitState unit, Conditionals conditionals) {
    this.unit = unit;
    this.conditionals = conditionals;
  }

  void register(Map<String, Directive> directives) {
    open(directives, ".if", in -> unit.expressions.constant(in) != 0);
    open(directives, ".ifne", in -> unit.expressions.constant(in) != 0);
    open(directives, ".ifeq", in -> unit.expressions.constant(in) == 0);
    open(directives, ".ifge", in -> unit.expressions.constant(in) >= 0);
    open(directives, ".ifgt", in -> unit.expressions.constant(in) > 0);
    open(directives, ".ifle", in -> unit.expressions.constant(in) <= 0);
    open(directives, ".iflt", in -> unit.expressions.constant(in) < 0);
    open(directives, ".ifdef", this::isDefined);
    open(directives, ".ifndef", in -> !isDefined(in));
    open(directives, ".ifnotdef", in -> !isDefined(in));
    open(directives, ".ifb", in -> in.rest().isEmpty());
    open(directives, ".ifnb", in -> !in.rest().isEmpty());
    open(directives, ".ifc", ConditionalDirectives::sameText);
    open(directives, ".ifnc", in -> !sameText(in));
    open(directives, ".ifeqs", ConditionalDirectives::sameStrings);
    open(directives, ".ifnes", in -> !sameStrings(in));
    directives.put(
        ".elseif", in -> conditionals.elseIf(in, () -> unit.expressions.constant(in) != 0));
    directives.put(".else", conditionals::otherwise);
    directives.put(".endif", conditionals::close);
  }

  private void open(Map<String, Directive> directives, String name, Predicate<TextCursor> holds) {
    directives.put(
        name,
        in -> conditionals.open(in.statement().start(), unit.input.depth(), () -> holds.test(in)));
  }

  private boolean isDefined(TextCursor in) {
    return unit.symbols.isDefined(in.expectName("a symbol"));
  }

  /** Compares two texts, each with or without single quotes, up to the comma. */
  private static boolean sameText(TextCursor in) {
    String first = operand(in);
    in.expect(',', "between the two texts");
    return first.equals(operand(in));
  }

  private static String operand(TextCursor in) {
    in.skipBlanks();
    StringBuilder text = new StringBuilder();
    if (in.acceptHere("'")) {
      while (!in.atEnd() && !in.acceptHere("'")) {
        text.append(in.read());
      }
      return text.toString();
    }
    while (!in.atEnd() && in.peek() != ',') {
      text.append(in.read());
    }
    return MacroText.squeeze(text.toString());
  }

  private static boolean sameStrings(TextCursor in) {
    String first = TextLiterals.text(in);
    in.expect(',', "between the two strings");
    return first.equals(TextLiterals.text(in));
  }
}
