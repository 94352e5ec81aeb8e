package dev.ingot.asm.frontend;

import dev.ingot.asm.object.Fixup;
import dev.ingot.asm.object.SymbolTable;
import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.SourceFiles;
import java.util.ArrayList;
import java.util.List;

/** What the directives and instructions of one unit work on together. */
final class UnitState {
  final Diagnostics diagnostics;
  final SourceFiles files;
  final SymbolTable symbols = new SymbolTable();
  final Sections sections = new Sections();
  final ExpressionParser expressions = new ExpressionParser(symbols, sections);
  final List<Fixup> fixups = new ArrayList<>();
  final InputStack input;
  final DataEmitter data;
  final LiteralPools literals;

  UnitState(SourceFiles files, Diagnostics diagnostics) {
    this.files = files;
    this.diagnostics = diagnostics;
    input = new InputStack(diagnostics);
    data = new DataEmitter(this);
    literals = new LiteralPools(this);
  }
}
