package dev.ingot.asm.object;

/** An expression tree; immutable, so that a later {@code .set} does not change what was read. */
public sealed interface Expression {

  /**
   * A number.
   *
   * @param number modulo 2^64
   * @param negated whether it was written with a minus sign; GNU as keeps such a number apart from
   *     an equal one in a literal pool
   */
  record Constant(long number, boolean negated) implements Expression {}

  /** A place, as {@code .} and labels give it. */
  record Place(Position position) implements Expression {}

  /**
   * A symbol.
   *
   * @param symbol the symbol
   * @param assigned what the symbol was set to when it was read here, or null when it is a label or
   *     not yet defined
   */
  record Reference(Symbol symbol, Expression assigned) implements Expression {}

  /** A unary operator: one of {@code - ~ !}. */
  record Unary(char operator, Expression operand) implements Expression {}

  /**
   * A binary operator.
   *
   * @param weight nodes in this tree, for the limit on its size
   */
  record Binary(Operator operator, Expression left, Expression right, int weight)
      implements Expression {}

  /** Nodes in the tree, with shared ones counted as often as they are used. */
  default int weight() {
    return switch (this) {
      case Constant c -> 1;
      case Place p -> 1;
      case Reference(Symbol s, Expression assigned) -> assigned == null ? 1 : 1 + assigned.weight();
      case Unary(char o, Expression operand) -> 1 + operand.weight();
      case Binary b -> b.weight();
    };
  }

  /** A number written without a sign. */
  static Expression constant(long number) {
    return new Constant(number, false);
  }
}
