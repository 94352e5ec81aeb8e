package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The symbols of one unit, with its numeric labels. */
public final class SymbolTable {
  private final Map<String, Symbol> named = new LinkedHashMap<>();
  private final Map<String, Symbol> lastNumeric = new HashMap<>();
  private final Map<String, Symbol> nextNumeric = new HashMap<>();

  /** The symbol of a name, made when it is new. */
  public Symbol named(String name) {
    return named.computeIfAbsent(name, n -> new Symbol(n, n.startsWith(".L")));
  }

  /** The symbol of a name, noting that {@code location} uses it. */
  public Symbol use(String name, Location location) {
    Symbol symbol = named(name);
    symbol.usedAt(location);
    return symbol;
  }

  /** Whether a label or {@code .equ} gave the name a meaning so far. */
  public boolean isDefined(String name) {
    Symbol symbol = named.get(name);
    return symbol != null && symbol.isDefined();
  }

  /** The latest numeric label, or null when there is none before. */
  public Symbol numericBackward(String number) {
    return lastNumeric.get(number);
  }

  /** The numeric label to come. */
  public Symbol numericForward(String number, Location location) {
    Symbol symbol = nextNumeric.computeIfAbsent(number, n -> new Symbol(n, true));
    symbol.usedAt(location);
    return symbol;
  }

  /** Defines a numeric label. */
  public void defineNumeric(String number, Position at, Location location) {
    Symbol symbol = nextNumeric.remove(number);
    if (symbol == null) {
      symbol = new Symbol(number, true);
    }
    symbol.defineLabel(at, location);
    lastNumeric.put(number, symbol);
  }

  /** A label that no source can name, e.g. of a literal. */
  public Symbol anonymous(String purpose) {
    return new Symbol(purpose, true);
  }

  /** Every named symbol, in the order of first appearance. */
  public Collection<Symbol> named() {
    return Collections.unmodifiableCollection(named.values());
  }

  /** Numeric labels that were used forward and never came. */
  public Collection<Symbol> missingNumeric() {
    return Collections.unmodifiableCollection(nextNumeric.values());
  }
}
