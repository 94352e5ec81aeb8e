package dev.ingot.asm.frontend;

import dev.ingot.asm.source.TextCursor;

/** What a directive does with its operands. */
@FunctionalInterface
interface Directive {

  /**
   * Runs the directive.
   *
   * @param in behind the directive's name
   * @throws dev.ingot.asm.source.SyntaxException for wrong operands
   */
  void run(TextCursor in);
}
