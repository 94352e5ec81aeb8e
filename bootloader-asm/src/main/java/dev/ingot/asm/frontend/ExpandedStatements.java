package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.Expansion;
import dev.ingot.asm.source.Statement;
import dev.ingot.asm.source.StatementSplitter;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The statements of a macro's body or of a repetition, made one at a time when they are needed. */
final class ExpandedStatements implements Iterator<Statement> {
  private final List<Statement> body;
  private final Iterator<Substitution> rounds;
  private final Expansion expansion;
  private final Diagnostics diagnostics;
  private Substitution substitution;
  private int next;
  private Iterator<Statement> ready = Collections.emptyIterator();

  /** The body once for each of {@code rounds}. */
  ExpandedStatements(
      List<Statement> body,
      Iterator<Substitution> rounds,
      Expansion expansion,
      Diagnostics diagnostics) {
    this.body = body;
    this.rounds = body.isEmpty() ? Collections.emptyIterator() : rounds;
    this.expansion = expansion;
    this.diagnostics = diagnostics;
    this.next = body.size();
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext()) {
      if (next == body.size()) {
        if (!rounds.hasNext()) {
          return false;
        }
        substitution = rounds.next();
        next = 0;
      }
      ready = expand(body.get(next++));
    }
    return true;
  }

  @Override
  public Statement next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  private Iterator<Statement> expand(Statement statement) {
    String text = statement.text();
    String expanded = substitution.apply(text);
    if (expanded == null) {
      throw diagnostics.abort(
          statement.start(),
          "line is longer than " + Substitution.MAX_LINE + " characters with its arguments");
    }
    if (expanded.equals(text)) {
      return List.of(
              new Statement(
                  text,
                  statement.line(),
                  statement.offset(),
                  statement.file(),
                  statement.lineNumber(),
                  expansion))
          .iterator();
    }
    return StatementSplitter.split(expanded, statement, expansion, diagnostics).iterator();
  }
}
