package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.TextCursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** {@code .if} ... {@code .elseif} ... {@code .else} ... {@code .endif}, nested. */
final class Conditionals {
  private static final class Level {
    private final Location opened;
    private final int inputDepth;
    private final boolean enclosing;
    private boolean taken;
    private boolean active;
    private boolean elseSeen;

    Level(Location opened, int inputDepth, boolean enclosing) {
      this.opened = opened;
      this.inputDepth = inputDepth;
      this.enclosing = enclosing;
    }

    void decide(boolean condition) {
      active = enclosing && condition;
      taken |= active;
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>();

  /** Whether statements are assembled here. */
  boolean isActive() {
    return levels.isEmpty() || levels.getFirst().active;
  }

  /** {@code .if}; the condition is asked only where statements are assembled. */
  void open(Location at, int inputDepth, BooleanSupplier condition) {
    Level level = new Level(at, inputDepth, isActive());
    levels.push(level);
    if (level.enclosing) {
      level.decide(condition.getAsBoolean());
    }
  }

  /** {@code .elseif}. */
  void elseIf(TextCursor in, BooleanSupplier condition) {
    Level level = innermost(in, ".elseif");
    level.active = false;
    if (level.enclosing && !level.taken) {
      level.decide(condition.getAsBoolean());
    } else {
      in.rest();
    }
  }

  /** {@code .else}. */
  void otherwise(TextCursor in) {
    Level level = innermost(in, ".else");
    level.elseSeen = true;
    level.decide(!level.taken);
  }

  /** {@code .endif}. */
  void close(TextCursor in) {
    if (levels.isEmpty()) {
      throw in.error(".endif without .if");
    }
    levels.pop();
  }

  private Level innermost(TextCursor in, String directive) {
    if (levels.isEmpty()) {
      throw in.error(directive + " without .if");
    }
    if (levels.getFirst().elseSeen) {
      throw in.error(
          directive + " behind .else (the .if is at " + levels.getFirst().opened.place() + ")");
    }
    return levels.getFirst();
  }

  /** Reports what an input source left open when it ended. */
  void leave(int inputDepth, Diagnostics diagnostics) {
    while (!levels.isEmpty() && levels.getFirst().inputDepth > inputDepth) {
      diagnostics.error(levels.pop().opened, "no .endif for this before its text ends");
    }
  }

  /** Forgets what a macro opened that {@code .exitm} leaves. */
  void drop(int inputDepth) {
    while (!levels.isEmpty() && levels.getFirst().inputDepth > inputDepth) {
      levels.pop();
    }
  }
}
