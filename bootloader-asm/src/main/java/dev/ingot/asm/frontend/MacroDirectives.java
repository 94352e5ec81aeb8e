package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Expansion;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.Statement;
import dev.ingot.asm.source.TextCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Macros and repetitions. */
final class MacroDirectives {
  private static final Set<String> REPETITIONS = Set.of(".rept", ".irp", ".irpc");

  private final UnitState unit;
  private final Conditionals conditionals;
  private final Map<String, Macro> macros = new HashMap<>();
  private int expansions;

  MacroDirectives(UnitState unit, Conditionals conditionals) {
    this.unit = unit;
    this.conditionals = conditionals;
  }

  void register(Map<String, Directive> directives) {
    directives.put(".macro", this::define);
    directives.put(".purgem", this::purge);
    directives.put(".exitm", this::exit);
    directives.put(".rept", this::repeat);
    directives.put(".irp", in -> repeatFor(in, false));
    directives.put(".irpc", in -> repeatFor(in, true));
    for (String end : new String[] {".endm", ".endr"}) {
      directives.put(
          end,
          in -> {
            throw in.error(end + " without its beginning");
          });
    }
  }

  private void define(TextCursor in) {
    Location at = in.statement().start();
    List<Statement> body = body(in, ".endm", Set.of(".macro"));
    String name = in.expectName("a macro's name");
    in.accept(',');
    Macro macro = new Macro(name, Macro.parameters(in), body, at);
    Macro earlier = macros.putIfAbsent(key(name), macro);
    if (earlier != null) {
      throw in.error(
          "macro '"
              + name
              + "' is defined already, at "
              + earlier.definedAt().place()
              + " (.purgem "
              + name
              + " first)");
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void purge(TextCursor in) {
    do {
      String name = in.expectName("a macro's name");
      if (macros.remove(key(name)) == null) {
        throw in.error("no macro '" + name + "' to purge");
      }
    } while (in.accept(','));
  }

  private void exit(TextCursor in) {
    if (!unit.input.exitMacro()) {
      throw in.error(".exitm outside of a macro");
    }
    conditionals.drop(unit.input.depth());
  }

  /** Expands the macro of a name; false when there is none. */
  boolean expand(String name, TextCursor in) {
    Macro macro = macros.get(key(name));
    if (macro == null) {
      return false;
    }
    Location at = in.statement().start();
    Substitution substitution = new Substitution(macro.bind(in), expansions++);
    push(
        in,
        macro.body(),
        List.of(substitution).iterator(),
        new Expansion("macro '" + macro.name() + "'", at),
        true);
    return true;
  }

  private void push(
      TextCursor in,
      List<Statement> body,
      Iterator<Substitution> rounds,
      Expansion expansion,
      boolean macro) {
    unit.input.push(
        new ExpandedStatements(body, rounds, expansion, unit.diagnostics), in.statement(), macro);
  }

  private void repeat(TextCursor in) {
    Location at = in.statement().start();
    // The body first: a wrong count must not set it free.
    List<Statement> body = body(in, ".endr", REPETITIONS);
    long count = unit.expressions.constant(in);
    in.expectEnd();
    if (count < 0) {
      throw in.error(".rept count " + count + " is negative");
    }
    if (body.isEmpty()) {
      return;
    }
    if (count > InputStack.MAX_STATEMENTS / body.size()) {
      throw in.error(
          ".rept "
              + count
              + " of "
              + body.size()
              + " statements is over the limit of "
              + InputStack.MAX_STATEMENTS
              + " statements; use .skip or .fill for data");
    }
    Substitution same = new Substitution(Map.of(), expansions);
    push(
        in,
        body,
        IntStream.range(0, (int) count).mapToObj(i -> same).iterator(),
        new Expansion(".rept", at),
        false);
  }

  private void repeatFor(TextCursor in, boolean characters) {
    Location at = in.statement().start();
    List<Statement> body = body(in, ".endr", REPETITIONS);
    String name = in.expectName("a parameter's name");
    in.accept(',');
    String text = MacroText.rest(in);
    List<String> values =
        characters ? characters(text) : text.isEmpty() ? List.of("") : MacroText.arguments(text);
    List<Substitution> rounds = new ArrayList<>(values.size());
    for (String value : values) {
      rounds.add(new Substitution(Map.of(name, value), expansions));
    }
    push(in, body, rounds.iterator(), new Expansion(characters ? ".irpc" : ".irp", at), false);
  }

  private static List<String> characters(String text) {
    String plain = MacroText.argument(text, 0).text();
    return plain.isEmpty()
        ? List.of("")
        : plain.codePoints().mapToObj(Character::toString).toList();
  }

  /** The statements up to the matching end, which is read as well. */
  private List<Statement> body(TextCursor in, String end, Set<String> nesting) {
    List<Statement> body = new ArrayList<>();
    int depth = 1;
    while (true) {
      Statement statement = unit.input.nextHere();
      if (statement == null) {
        throw in.error("no " + end + " for this before its text ends");
      }
      String word = firstWord(statement);
      if (nesting.contains(word)) {
        depth++;
      } else if (word.equals(end) && --depth == 0) {
        return body;
      }
      body.add(statement);
    }
  }

  /** The directive of a statement in lower case, behind labels; empty when it has none. */
  static String firstWord(Statement statement) {
    TextCursor in = new TextCursor(statement);
    String name = in.name();
    while (name != null && in.peek() == ':') {
      in.read();
      name = in.name();
    }
    return name == null ? "" : name.toLowerCase(Locale.ROOT);
  }
}
