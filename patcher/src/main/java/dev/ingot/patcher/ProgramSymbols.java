package dev.ingot.patcher;

import dev.ingot.goelf.ElfSymbol;
import dev.ingot.goelf.GoFunction;
import dev.ingot.goelf.GoProgram;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The names that the user's code finds in a program: functions by the function table, which every
 * program has, and then what the symbol table names, where there is one. Variables that move are at
 * their new place.
 */
final class ProgramSymbols implements UserCode.Symbols {
  private final GoProgram program;
  private final BssMove move;
  private Map<String, Long> symbolTable;

  ProgramSymbols(GoProgram program, BssMove move) {
    this.program = program;
    this.move = move;
  }

  @Override
  public OptionalLong addressOf(String name) {
    Optional<GoFunction> function = program.functionNamed(name);
    if (function.isPresent()) {
      return OptionalLong.of(function.get().entry());
    }
    Long value = symbolTable().get(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private Map<String, Long> symbolTable() {
    if (symbolTable == null) {
      symbolTable = new HashMap<>();
      for (ElfSymbol symbol : program.image().symbols()) {
        if (symbol.section() > 0 && symbol.section() < ElfSymbol.FIRST_RESERVED_SECTION) {
          long value = symbol.value();
          boolean moves = move.covers(value);
          symbolTable.putIfAbsent(symbol.name(), moves ? value + move.delta() : value);
        }
      }
    }
    return symbolTable;
  }
}
