package dev.ingot.asm.frontend;

import dev.ingot.asm.a64.InstructionEncoder;
import dev.ingot.asm.object.Expression;
import dev.ingot.asm.object.ObjectUnit;
import dev.ingot.asm.object.Section;
import dev.ingot.asm.object.SectionOverflowException;
import dev.ingot.asm.object.Symbol;
import dev.ingot.asm.source.Characters;
import dev.ingot.asm.source.Diagnostics;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import dev.ingot.asm.source.Statement;
import dev.ingot.asm.source.StatementSplitter;
import dev.ingot.asm.source.SyntaxException;
import dev.ingot.asm.source.TextCursor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Assembles one unit, as one run of {@code as} does. */
public final class UnitAssembler {
  private final SourceText source;
  private final UnitState unit;
  private final Conditionals conditionals = new Conditionals();
  private final Map<String, Directive> directives = new HashMap<>();
  private final Map<String, Directive> conditionDirectives = new HashMap<>();
  private final SymbolDirectives symbolDirectives;
  private final MacroDirectives macros;
  private final InstructionAssembler instructions;

  private UnitAssembler(
      SourceText source, SourceFiles files, InstructionEncoder encoder, Diagnostics diagnostics) {
    this.source = source;
    unit = new UnitState(files, diagnostics);
    symbolDirectives = new SymbolDirectives(unit);
    macros = new MacroDirectives(unit, conditionals);
    instructions = new InstructionAssembler(unit, encoder);
    new ConditionalDirectives(unit, conditionals).register(conditionDirectives);
    directives.putAll(conditionDirectives);
    symbolDirectives.register(directives);
    macros.register(directives);
    instructions.register(directives);
    new SectionDirectives(unit).register(directives);
    new DataDirectives(unit).register(directives);
    new LayoutDirectives(unit).register(directives);
    new FileDirectives(unit).register(directives);
  }

  /**
   * Assembles a unit.
   *
   * @param source its text
   * @param files where includes are found
   * @param predefined numbers that the source finds defined
   * @param encoder of the same thread
   * @param diagnostics takes all errors
   * @return the unit, which is of use only without errors
   * @throws Diagnostics.AbortedException when the run cannot go on; the reason is in diagnostics
   */
  public static ObjectUnit assemble(
      SourceText source,
      SourceFiles files,
      Map<String, Long> predefined,
      InstructionEncoder encoder,
      Diagnostics diagnostics) {
    UnitAssembler assembler = new UnitAssembler(source, files, encoder, diagnostics);
    predefined.forEach(assembler::predefine);
    try {
      assembler.run();
      return assembler.finish();
    } catch (SectionOverflowException e) {
      throw diagnostics.abort(e.location(), e.getMessage());
    }
  }

  private void predefine(String name, long value) {
    Location at = new Location("<predefined>", 1, 1, "", null);
    unit.symbols.named(name).assign(Expression.constant(value), at);
  }

  private void run() {
    Statement whole = new Statement("", "", 0, source.name(), 1, null);
    unit.input.push(
        StatementSplitter.split(source, null, unit.diagnostics).iterator(), whole, false);
    for (Statement s = unit.input.next(); s != null; s = unit.input.next()) {
      conditionals.leave(unit.input.depth(), unit.diagnostics);
      try {
        statement(s);
      } catch (SyntaxException e) {
        unit.diagnostics.error(e);
      }
    }
    conditionals.leave(0, unit.diagnostics);
  }

  private ObjectUnit finish() {
    unit.literals.flushAll(new Location(source.name(), 1, 1, "", null));
    for (Symbol missing : unit.symbols.missingNumeric()) {
      unit.diagnostics.error(
          missing.firstUse(),
          "no label " + missing.name() + ": behind this, as " + missing.name() + "f asks for");
    }
    for (Section section : unit.sections.all()) {
      section.layOut(unit.diagnostics);
      if (section.isNoBits()) {
        for (Location at : section.nonZero()) {
          unit.diagnostics.error(
              at, "section " + section.name() + " holds only zeros; this puts other bytes there");
        }
      }
    }
    instructions.finish();
    return new ObjectUnit(source.name(), unit.sections.all(), unit.symbols, unit.fixups);
  }

  private void statement(Statement statement) {
    TextCursor in = new TextCursor(statement);
    if (!conditionals.isActive()) {
      Directive directive = conditionDirectives.get(MacroDirectives.firstWord(statement));
      if (directive != null) {
        in.name();
        directive.run(in);
      }
      return;
    }
    while (label(in)) {
      // One statement may have several labels.
    }
    Location at = in.skipBlanks().location();
    if (in.atEnd()) {
      return;
    }
    String name = in.name();
    if (name == null) {
      throw in.error("expected a label, a directive or an instruction" + in.found());
    }
    if (!isAssignment(in)) {
      operation(name, at, in);
    } else {
      in.accept('=');
      in.acceptHere("=");
      symbolDirectives.assign(in, name, at);
      in.expectEnd();
    }
  }

  private static boolean isAssignment(TextCursor in) {
    return in.skipBlanks().peek() == '=';
  }

  /** Reads and defines one label; false, having read only blanks, when none is next. */
  private boolean label(TextCursor in) {
    Location at = in.skipBlanks().location();
    int start = in.index();
    if (Characters.isDigit(in.peek())) {
      StringBuilder number = new StringBuilder();
      while (Characters.isDigit(in.peek())) {
        number.append(in.read());
      }
      if (in.accept(':')) {
        unit.symbols.defineNumeric(number.toString(), unit.sections.current().here(at), at);
        return true;
      }
    } else {
      String name = in.symbolName();
      if (name != null && in.accept(':')) {
        symbolDirectives.label(name, at);
        return true;
      }
    }
    in.moveTo(start);
    return false;
  }

  private void operation(String name, Location at, TextCursor in) {
    if (isAlias(in)) {
      instructions.defineAlias(name, in);
      in.expectEnd();
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    Directive directive = directives.get(lower);
    if (directive != null) {
      directive.run(in);
      in.expectEnd();
    } else if (!macros.expand(name, in)) {
      if (name.startsWith(".")) {
        throw new SyntaxException(at, "unknown directive or macro " + name);
      }
      instructions.assemble(name, at, in);
    }
  }

  private static boolean isAlias(TextCursor in) {
    int start = in.index();
    String second = in.name();
    if (second != null && second.equalsIgnoreCase(".req")) {
      return true;
    }
    in.moveTo(start);
    return false;
  }
}
