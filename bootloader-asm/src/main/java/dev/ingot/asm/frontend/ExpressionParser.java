package dev.ingot.asm.frontend;

import dev.ingot.asm.object.EvaluationException;
import dev.ingot.asm.object.Evaluator;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.Operator;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.object.SymbolTable;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.SyntaxException;
import dev.ingot.asm.source.TextCursor;
import java.util.List;

/** Reads expressions with the operators and precedences of GNU as. */
final class ExpressionParser {
  /** Nested parentheses and signs. */
  private static final int MAX_DEPTH = 200;

  /** Nodes of one expression that is not a constant. */
  private static final int MAX_WEIGHT = 1_000;

  /** Longer texts first, so that {@code <<} is not read as {@code <}. */
  private static final List<OperatorText> OPERATORS =
      List.of(
          new OperatorText("<<", Operator.SHIFT_LEFT),
          new OperatorText(">>", Operator.SHIFT_RIGHT),
          new OperatorText("<=", Operator.LESS_EQUAL),
          new OperatorText(">=", Operator.GREATER_EQUAL),
          new OperatorText("<>", Operator.NOT_EQUAL),
          new OperatorText("!=", Operator.NOT_EQUAL),
          new OperatorText("==", Operator.EQUAL),
          new OperatorText("&&", Operator.LOGICAL_AND),
          new OperatorText("||", Operator.LOGICAL_OR),
          new OperatorText("*", Operator.MULTIPLY),
          new OperatorText("/", Operator.DIVIDE),
          new OperatorText("%", Operator.REMAINDER),
          new OperatorText("|", Operator.OR),
          new OperatorText("!", Operator.OR_NOT),
          new OperatorText("^", Operator.XOR),
          new OperatorText("&", Operator.AND),
          new OperatorText("+", Operator.ADD),
          new OperatorText("-", Operator.SUBTRACT),
          new OperatorText("<", Operator.LESS),
          new OperatorText(">", Operator.GREATER));

  private record OperatorText(String text, Operator operator) {}

  private final SymbolTable symbols;
  private final Sections sections;

  ExpressionParser(SymbolTable symbols, Sections sections) {
    this.symbols = symbols;
    this.sections = sections;
  }

  /** Reads one expression. */
  Expression parse(TextCursor in) {
    return binary(in, 0, 0);
  }

  /** Reads an expression that must be a number at this point. */
  long constant(TextCursor in) {
    in.skipBlanks();
    Location at = in.location();
    Expression expression = parse(in);
    try {
      return Evaluator.constant(expression);
    } catch (EvaluationException e) {
      throw new SyntaxException(at, e.getMessage());
    }
  }

  private Expression binary(TextCursor in, int lowestRank, int depth) {
    Expression left = operand(in, depth);
    while (true) {
      OperatorText next = peekOperator(in);
      if (next == null || next.operator().rank() <= lowestRank) {
        return left;
      }
      in.acceptHere(next.text());
      Expression right = binary(in, next.operator().rank(), depth + 1);
      left = combine(in, next.operator(), left, right);
    }
  }

  private static OperatorText peekOperator(TextCursor in) {
    in.skipBlanks();
    int at = in.index();
    for (OperatorText candidate : OPERATORS) {
      if (in.acceptHere(candidate.text())) {
        in.moveTo(at);
        return candidate;
      }
    }
    return null;
  }

  private static Expression combine(
      TextCursor in, Operator operator, Expression left, Expression right) {
    int weight = left.weight() + right.weight() + 1;
    Expression tree = new Expression.Binary(operator, left, right, weight);
    if (Evaluator.isConstant(left) && Evaluator.isConstant(right)) {
      try {
        boolean negated = left instanceof Expression.Constant(long n, boolean sign) && sign;
        return new Expression.Constant(Evaluator.constant(tree), negated);
      } catch (EvaluationException e) {
        throw in.error(e.getMessage());
      }
    }
    if (weight > MAX_WEIGHT) {
      throw in.error("expression has more than " + MAX_WEIGHT + " parts that are not constant");
    }
    return tree;
  }

  private Expression operand(TextCursor in, int depth) {
    if (depth > MAX_DEPTH) {
      throw in.error("expression is nested deeper than " + MAX_DEPTH);
    }
    in.skipBlanks();
    char c = in.peek();
    switch (c) {
      case '(' -> {
        in.read();
        Expression inner = binary(in, 0, depth + 1);
        in.expect(')', "to close the parenthesis");
        return inner;
      }
      case '-', '~', '!' -> {
        in.read();
        return unary(c, operand(in, depth + 1));
      }
      case '+' -> {
        in.read();
        return operand(in, depth + 1);
      }
      case '\'' -> {
        return Expression.constant(TextLiterals.character(in));
      }
      default -> {
        return numberOrSymbol(in);
      }
    }
  }

  private static Expression unary(char operator, Expression operand) {
    Expression tree = new Expression.Unary(operator, operand);
    return Evaluator.isConstant(operand)
        ? new Expression.Constant(Evaluator.constant(tree), operator == '-')
        : tree;
  }

  private Expression numberOrSymbol(TextCursor in) {
    Location at = in.location();
    String digits = NumberReader.localLabel(in);
    if (digits != null) {
      return localLabel(in, digits, at);
    }
    if (NumberReader.startsNumber(in)) {
      return Expression.constant(NumberReader.read(in));
    }
    boolean quoted = in.skipBlanks().peek() == '"';
    String name = in.symbolName();
    if (name == null) {
      throw in.error("expected an expression" + in.found());
    }
    return name.equals(".") && !quoted ? here(at) : reference(name, at);
  }

  /** The place of the next byte. */
  Expression here(Location at) {
    return new Expression.Place(sections.current().here(at));
  }

  private Expression reference(String name, Location at) {
    Symbol symbol = symbols.use(name, at);
    Expression assigned = symbol.assigned();
    return assigned instanceof Expression.Constant(long number, boolean n)
        ? Expression.constant(number)
        : new Expression.Reference(symbol, assigned);
  }

  private Expression localLabel(TextCursor in, String label, Location at) {
    String number = label.substring(0, label.length() - 1);
    if (label.endsWith("f")) {
      return new Expression.Reference(symbols.numericForward(number, at), null);
    }
    Symbol symbol = symbols.numericBackward(number);
    if (symbol == null) {
      throw in.error("no label " + number + ": stands before this, as " + label + " asks for");
    }
    return new Expression.Reference(symbol, null);
  }
}
