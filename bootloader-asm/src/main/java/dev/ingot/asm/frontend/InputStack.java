package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Where the next statement comes from: the unit, and the includes and expansions inside of it. */
final class InputStack {
  /** Statements in one unit, expansions included: bounds what hostile input costs. */
  static final int MAX_STATEMENTS = 1_000_000;

  /** Characters in the statements of one unit, expansions included. */
  private static final long MAX_CHARACTERS = 32L << 20;

  /** Includes, macros and repetitions inside each other. */
  static final int MAX_DEPTH = 128;

  private final Diagnostics diagnostics;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int delivered;
  private long characters;

  /** One source of statements, and whether it is a macro's body. */
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
    delivered++;
    characters += statement.text().length();
    if (delivered > MAX_STATEMENTS || characters > MAX_CHARACTERS) {
      throw diagnostics.abort(
          statement.start(),
          "expansion makes more than "
              + (delivered > MAX_STATEMENTS
                  ? MAX_STATEMENTS + " statements"
                  : MAX_CHARACTERS + " characters")
              + "; use .skip or .fill for data");
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
