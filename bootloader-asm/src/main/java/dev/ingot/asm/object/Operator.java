package dev.ingot.asm.object;

/**
 * The binary operators with the precedence of GNU as (gas/expr.c, op_rank): shifts bind like {@code
 * *}, the bit operators bind tighter than {@code +}.
 */
public enum Operator {
  /** Product. */
  MULTIPLY("*", 6),
  /** Signed quotient, truncated. */
  DIVIDE("/", 6),
  /** Remainder with the sign of the dividend. */
  REMAINDER("%", 6),
  /** Left shift by 0..63. */
  SHIFT_LEFT("<<", 6),
  /** Logical right shift by 0..63. */
  SHIFT_RIGHT(">>", 6),
  /** Bitwise or. */
  OR("|", 5),
  /** {@code a | ~b}. */
  OR_NOT("!", 5),
  /** Bitwise exclusive or. */
  XOR("^", 5),
  /** Bitwise and. */
  AND("&", 5),
  /** Sum. */
  ADD("+", 4),
  /** Difference. */
  SUBTRACT("-", 4),
  /** -1 when equal, else 0. */
  EQUAL("==", 3),
  /** -1 when different, else 0; also written {@code <>}. */
  NOT_EQUAL("!=", 3),
  /** Signed comparison, -1 or 0. */
  LESS("<", 3),
  /** Signed comparison, -1 or 0. */
  LESS_EQUAL("<=", 3),
  /** Signed comparison, -1 or 0. */
  GREATER(">", 3),
  /** Signed comparison, -1 or 0. */
  GREATER_EQUAL(">=", 3),
  /** 1 when both are non-zero, else 0. */
  LOGICAL_AND("&&", 2),
  /** 1 when one is non-zero, else 0. */
  LOGICAL_OR("||", 1);

  private final String text;
  private final int rank;

  Operator(String text, int rank) {
    this.text = text;
    this.rank = rank;
  }

  /** How the source writes it. */
  public String text() {
    return text;
  }

  /** Binding strength: higher binds tighter; equal ranks group from the left. */
  public int rank() {
    return rank;
  }

  /** Whether it compares, and so also takes two places of one section. */
  boolean compares() {
    return rank == 3;
  }

  /**
   * The result for two numbers.
   *
   * @throws EvaluationException for a division by zero or a shift outside of 0..63
   */
  long apply(long left, long right) {
    return switch (this) {
      case MULTIPLY -> left * right;
      case DIVIDE -> left / nonZero(right);
      case REMAINDER -> left % nonZero(right);
      case SHIFT_LEFT -> left << shiftCount(right);
      case SHIFT_RIGHT -> left >>> shiftCount(right);
      case OR -> left | right;
      case OR_NOT -> left | ~right;
      case XOR -> left ^ right;
      case AND -> left & right;
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case EQUAL -> truth(left == right);
      case NOT_EQUAL -> truth(left != right);
      case LESS -> truth(left < right);
      case LESS_EQUAL -> truth(left <= right);
      case GREATER -> truth(left > right);
      case GREATER_EQUAL -> truth(left >= right);
      case LOGICAL_AND -> left != 0 && right != 0 ? 1 : 0;
      case LOGICAL_OR -> left != 0 || right != 0 ? 1 : 0;
    };
  }

  private static long truth(boolean holds) {
    return holds ? -1 : 0;
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw new EvaluationException("division by zero");
    }
    return divisor;
  }

  private static int shiftCount(long count) {
    if (count < 0 || count > 63) {
      throw new EvaluationException("shift count " + count + " is not in 0..63");
    }
    return (int) count;
  }
}
