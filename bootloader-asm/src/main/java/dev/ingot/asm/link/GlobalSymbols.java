package dev.ingot.asm.link;

import dev.ingot.asm.object.ObjectUnit;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.source.Diagnostics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The names that units share. */
final class GlobalSymbols {
  private final Map<String, Symbol> defined = new HashMap<>();
  private final Map<String, Long> boundaries;
  private final ExternalSymbols externals;
  private final Set<String> reported = new HashSet<>();
  private final Diagnostics diagnostics;

  GlobalSymbols(
      List<ObjectUnit> units,
      Map<String, Long> boundaries,
      ExternalSymbols externals,
      Diagnostics diagnostics) {
    this.boundaries = boundaries;
    this.externals = externals;
    this.diagnostics = diagnostics;
    for (ObjectUnit unit : units) {
      for (Symbol symbol : unit.symbols().named()) {
        if (symbol.isGlobal() && symbol.isDefined()) {
          define(symbol);
        }
      }
    }
  }

  private void define(Symbol symbol) {
    if (boundaries.containsKey(symbol.name())) {
      diagnostics.error(
          symbol.definedAt(), "symbol '" + symbol.name() + "' is defined by the memory layout");
      return;
    }
    Symbol earlier = defined.get(symbol.name());
    if (earlier == null || (earlier.isWeak() && !symbol.isWeak())) {
      defined.put(symbol.name(), symbol);
    } else if (!symbol.isWeak() && !earlier.isWeak()) {
      diagnostics.error(
          symbol.definedAt(),
          "symbol '" + symbol.name() + "' is defined already, at " + earlier.definedAt().place());
    }
  }

  /** The definition of a name in any unit, or null. */
  Symbol definition(String name) {
    return defined.get(name);
  }

  /** The address of a boundary of the layout, or null. */
  Long boundary(String name) {
    return boundaries.get(name);
  }

  /** The address of a name that no unit defines, or empty. */
  OptionalLong external(String name) {
    return externals.addressOf(name);
  }

  /** Reports a symbol that nobody defines, once for each unit that uses it. */
  void reportUndefined(Symbol symbol) {
    String place = symbol.firstUse() == null ? "" : symbol.firstUse().file();
    if (reported.add(place + ":" + symbol.name())) {
      diagnostics.error(symbol.firstUse(), "undefined symbol '" + symbol.name() + "'");
    }
  }
}
