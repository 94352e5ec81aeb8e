package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Where the next statement comes from: the unit, and the includes and expansions inside of it. */
final class InputStack {
  /** Statements in one unit, expansions included: bounds what hostile input costs. */
  static final int MAX_STATEMENTS = 4_000_000;

  /** Includes, macros and repetitions inside each other. */
  static final int MAX_DEPTH = 128;

  private final Diagnostics diagnostics;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int delivered;

  /** One source of statements and, for a macro, the conditionals open when it began. */
  private record Frame(Iterator<Statement> statements, boolean macro) {}

  InputStack(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Reads from {@code statements} until they end, then goes on here. */
  void push(Iterator<Statement> statements, Statement cause, boolean macro) {
    if (frames.size() >= MAX_DEPTH) {
      throw diagnostics.abort(
          cause.start(),
          "includes, macros and repetitions are nested deeper than "
              + MAX_DEPTH
              + ": does one contain itself?");
    }
    frames.push(new Frame(statements, macro));
  }

  /** The next statement, or null at the end of the unit. */
  Statement next() {
    while (!frames.isEmpty()) {
      Statement statement = nextHere();
      if (statement != null) {
        return statement;
      }
      frames.pop();
    }
    return null;
  }

  /** The next statement of the innermost source only, or null at its end. */
  Statement nextHere() {
    Iterator<Statement> statements = frames.getFirst().statements();
    if (!statements.hasNext()) {
      return null;
    }
    Statement statement = statements.next();
    if (++delivered > MAX_STATEMENTS) {
      throw diagnostics.abort(
          statement.start(),
          "expansion makes more than "
              + MAX_STATEMENTS
              + " statements; use .skip or .fill for data");
    }
    return statement;
  }

  /** Sources inside each other; 1 in the unit itself, 0 at its end. */
  int depth() {
    return frames.size();
  }

  /** Leaves the innermost macro ({@code .exitm}); false when there is none. */
  boolean exitMacro() {
    if (frames.stream().noneMatch(Frame::macro)) {
      return false;
    }
    while (!frames.pop().macro()) {
      // A repetition inside the macro ends with it.
    }
    return true;
  }

  /** Ends the unit ({@code .end}). */
  void clear() {
    frames.clear();
  }
}
