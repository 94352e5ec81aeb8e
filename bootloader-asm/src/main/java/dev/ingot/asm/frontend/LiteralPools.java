package dev.ingot.asm.frontend;

import dev.ingot.asm.object.Evaluator;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.Operator;
import dev.ingot.asm.object.Padding;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.source.Location;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The literals of {@code ldr xN, =value} that wait for {@code .ltorg} or the end of the unit: one
 * pool for each section and size, each value once, in the order of first use (as gas
 * config/tc-aarch64.c, add_to_lit_pool and s_ltorg).
 */
final class LiteralPools {
  private static final int[] SIZES = {4, 8, 16};

  private record PoolKey(Section section, int size) {}

  /** What GNU as takes for the same literal. */
  private sealed interface Identity {
    record Amount(long number, boolean negated) implements Identity {}

    record SymbolOffset(Symbol symbol, long offset) implements Identity {}

    /** Anything else is the same as nothing else. */
    record Unique(int id) implements Identity {}
  }

  private record Literal(Symbol label, Expression value, Location location) {}

  private final UnitState unit;
  private final Map<PoolKey, Map<Identity, Literal>> pools = new LinkedHashMap<>();
  private int uniques;

  LiteralPools(UnitState unit) {
    this.unit = unit;
  }

  /** Puts a value into the pool of the current section; the result is where it will be. */
  Expression add(Expression value, int size, Location location) {
    Map<Identity, Literal> pool =
        pools.computeIfAbsent(
            new PoolKey(unit.sections.current(), size), k -> new LinkedHashMap<>());
    Literal literal =
        pool.computeIfAbsent(
            identity(value), i -> new Literal(unit.symbols.anonymous("literal"), value, location));
    return new Expression.Reference(literal.label(), null);
  }

  private Identity identity(Expression value) {
    if (Evaluator.isConstant(value)) {
      boolean negated = value instanceof Expression.Constant(long n, boolean sign) && sign;
      return new Identity.Amount(Evaluator.constant(value), negated);
    }
    if (value instanceof Expression.Reference(Symbol symbol, Expression assigned)) {
      return new Identity.SymbolOffset(symbol, 0);
    }
    if (value instanceof Expression.Binary(Operator operator, Expression l, Expression r, int w)) {
      if (l instanceof Expression.Reference(Symbol symbol, Expression a)
          && r instanceof Expression.Constant(long offset, boolean n)
          && (operator == Operator.ADD || operator == Operator.SUBTRACT)) {
        return new Identity.SymbolOffset(symbol, operator == Operator.ADD ? offset : -offset);
      }
      if (l instanceof Expression.Constant(long offset, boolean n)
          && r instanceof Expression.Reference(Symbol symbol, Expression a)
          && operator == Operator.ADD) {
        return new Identity.SymbolOffset(symbol, offset);
      }
    }
    return new Identity.Unique(uniques++);
  }

  /** Puts the pools of the current section here. */
  void flush(Location location) {
    Section section = unit.sections.current();
    for (int size : SIZES) {
      Map<Identity, Literal> pool = pools.remove(new PoolKey(section, size));
      if (pool == null) {
        continue;
      }
      section.align(new Padding(size, Padding.ZERO, Long.MAX_VALUE), location);
      for (Literal literal : pool.values()) {
        literal.label().defineLabel(section.here(location), location);
        unit.data.emit(literal.value(), size, literal.location());
      }
    }
  }

  /** Puts what is left at the ends of the sections. */
  void flushAll(Location location) {
    for (Section section : unit.sections.all().stream().toList()) {
      unit.sections.select(section);
      flush(location);
    }
  }
}
