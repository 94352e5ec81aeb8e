package dev.ingot.asm.a64;

import java.util.regex.Pattern;

/**
 * The outer form of operands. Keystone's parser ends the whole process on some malformed ones (a
 * failed assertion at {@code v1.s[3} without its bracket), so it only gets what has the form of
 * operands.
 */
final class OperandForm {
  private static final String WORD = "[A-Za-z_][A-Za-z0-9_.]*+";
  private static final String NUMBER = "#-?\\d++(\\.\\d*+)?(e[-+]?\\d++)?";
  private static final String ELEMENT = "\\[\\d++\\]";
  private static final String EXTEND = WORD + "( " + NUMBER + ")?";
  private static final String LIST = "\\{" + WORD + "([-,]" + WORD + ")*+\\}(" + ELEMENT + ")?";
  private static final String MEMORY =
      "\\[" + WORD + "(,(" + NUMBER + "|" + WORD + "(," + EXTEND + ")?))?\\]!?";
  private static final String OPERAND =
      "(" + NUMBER + "|" + WORD + "(" + ELEMENT + "| " + NUMBER + ")?|" + LIST + "|" + MEMORY + ")";
  private static final Pattern OPERANDS = Pattern.compile(OPERAND + "(," + OPERAND + ")*+");

  private OperandForm() {}

  /**
   * Checks operands.
   *
   * @throws EncodingException when they have not the form of operands
   */
  static void check(String operands) {
    if (!operands.isEmpty() && !OPERANDS.matcher(operands).matches()) {
      throw new EncodingException("operands are malformed");
    }
  }
}
