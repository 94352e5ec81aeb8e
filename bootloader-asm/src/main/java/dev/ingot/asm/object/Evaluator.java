package dev.ingot.asm.object;

/** Gives expressions their values, as far as the places in them are known. */
public final class Evaluator {
  /** Symbols set to symbols set to ... : more of them are taken for a cycle. */
  private static final int MAX_DEPTH = 2_000;

  private Evaluator() {}

  /**
   * The value now.
   *
   * @throws EvaluationException when it has no linear form (yet)
   */
  public static Value evaluate(Expression expression) {
    return evaluate(expression, 0);
  }

  /**
   * The number that an expression is.
   *
   * @throws EvaluationException when it is no number (yet)
   */
  public static long constant(Expression expression) {
    if (expression instanceof Expression.Constant(long number, boolean n)) {
      return number;
    }
    Value value = evaluate(expression);
    if (!value.isConstant()) {
      throw new EvaluationException("not a constant: it depends on " + value.describe());
    }
    return value.offset();
  }

  /** Whether the expression is a number already. */
  public static boolean isConstant(Expression expression) {
    if (expression instanceof Expression.Constant) {
      return true;
    }
    try {
      return evaluate(expression).isConstant();
    } catch (EvaluationException e) {
      return false;
    }
  }

  private static Value evaluate(Expression expression, int depth) {
    if (depth > MAX_DEPTH) {
      throw new EvaluationException("symbol is defined by itself, or expression nested too deep");
    }
    return switch (expression) {
      case Expression.Constant(long number, boolean n) -> Value.constant(number);
      case Expression.Place(Position position) -> position.value();
      case Expression.Reference(Symbol symbol, Expression assigned) ->
          assigned != null ? evaluate(assigned, depth + 1) : symbolValue(symbol, depth);
      case Expression.Unary(char operator, Expression operand) ->
          unary(operator, evaluate(operand, depth + 1));
      case Expression.Binary b ->
          binary(b.operator(), evaluate(b.left(), depth + 1), evaluate(b.right(), depth + 1));
    };
  }

  private static Value symbolValue(Symbol symbol, int depth) {
    if (symbol.isWeak()) {
      // Another unit may define it as well: only the linker knows which definition counts.
      return Value.relativeTo(symbol, 0);
    }
    if (symbol.position() != null) {
      return symbol.position().value();
    }
    if (symbol.assigned() != null) {
      return evaluate(symbol.assigned(), depth + 1);
    }
    return Value.relativeTo(symbol, 0);
  }

  private static Value unary(char operator, Value operand) {
    if (operator == '-') {
      return operand.negate();
    }
    requireConstant(operand, String.valueOf(operator));
    return Value.constant(operator == '~' ? ~operand.offset() : operand.offset() == 0 ? 1 : 0);
  }

  private static Value binary(Operator operator, Value left, Value right) {
    if (operator == Operator.ADD || operator == Operator.SUBTRACT) {
      Value sum = left.add(operator == Operator.ADD ? right : right.negate());
      if (sum == null) {
        throw new EvaluationException(
            "cannot combine "
                + left.describe()
                + " and "
                + right.describe()
                + " with "
                + operator.text());
      }
      return sum;
    }
    if (operator.compares() && left.plus() == right.plus() && left.minus() == right.minus()) {
      return Value.constant(operator.apply(left.offset(), right.offset()));
    }
    requireConstant(left, operator.text());
    requireConstant(right, operator.text());
    return Value.constant(operator.apply(left.offset(), right.offset()));
  }

  private static void requireConstant(Value value, String operator) {
    if (!value.isConstant()) {
      throw new EvaluationException(
          "operand of " + operator + " is not a constant: it depends on " + value.describe());
    }
  }
}
