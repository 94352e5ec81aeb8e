package dev.ingot.asm.frontend;

import dev.ingot.asm.object.EvaluationException;
import dev.ingot.asm.object.Evaluator;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.SyntaxException;
import dev.ingot.asm.source.TextCursor;
import java.util.Map;
import java.util.function.Consumer;

/** Names: values, visibility, and what only an object file would keep. */
final class SymbolDirectives {
  private final UnitState unit;

  SymbolDirectives(UnitState unit) {
    this.unit = unit;
  }

  void register(Map<String, Directive> directives) {
    directives.put(".global", in -> names(in, Symbol::makeGlobal));
    directives.put(".globl", in -> names(in, Symbol::makeGlobal));
    directives.put(".weak", in -> names(in, Symbol::makeWeak));
    // A flat image has no dynamic symbols: these change nothing, but the names must be names.
    for (String name : new String[] {".hidden", ".protected", ".internal", ".local"}) {
      directives.put(name, in -> names(in, symbol -> {}));
    }
    directives.put(".type", this::ignoreType);
    directives.put(".size", this::ignoreSize);
    directives.put(".set", this::set);
    directives.put(".equ", this::set);
    directives.put(".equiv", this::setOnce);
  }

  private void names(TextCursor in, Consumer<Symbol> action) {
    do {
      action.accept(unit.symbols.named(in.expectSymbolName()));
    } while (in.accept(','));
  }

  private void ignoreType(TextCursor in) {
    in.expectSymbolName();
    in.rest();
  }

  private void ignoreSize(TextCursor in) {
    in.expectSymbolName();
    in.expect(',', "between symbol and size");
    unit.expressions.parse(in);
  }

  private void set(TextCursor in) {
    Location at = in.skipBlanks().location();
    String name = in.expectName("a symbol");
    in.expect(',', "between symbol and value");
    assign(in, name, at);
  }

  private void setOnce(TextCursor in) {
    Location at = in.skipBlanks().location();
    String name = in.expectName("a symbol");
    if (unit.symbols.isDefined(name)) {
      throw redefined(at, unit.symbols.named(name));
    }
    in.expect(',', "between symbol and value");
    assign(in, name, at);
  }

  /** Gives a symbol the value of the expression that follows. */
  void assign(TextCursor in, String name, Location at) {
    if (name.equals(".")) {
      unit.sections.current().origin(unit.expressions.parse(in), 0, at);
      return;
    }
    Symbol symbol = unit.symbols.named(name);
    if (symbol.position() != null) {
      throw redefined(at, symbol);
    }
    symbol.assign(settled(unit.expressions.parse(in)), at);
  }

  /** A number where the expression is one by now. */
  private static Expression settled(Expression value) {
    try {
      return Evaluator.isConstant(value) ? Expression.constant(Evaluator.constant(value)) : value;
    } catch (EvaluationException e) {
      return value;
    }
  }

  private static SyntaxException redefined(Location at, Symbol symbol) {
    return new SyntaxException(
        at, "symbol '" + symbol.name() + "' is defined already, at " + symbol.definedAt().place());
  }

  /** Defines a label here. */
  void label(String name, Location at) {
    Symbol symbol = unit.symbols.named(name);
    if (symbol.isDefined()) {
      throw redefined(at, symbol);
    }
    symbol.defineLabel(unit.sections.current().here(at), at);
  }
}
