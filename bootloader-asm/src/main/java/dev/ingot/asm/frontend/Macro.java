package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Characters;
import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.Statement;
import dev.ingot.asm.source.TextCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A macro.
 *
 * @param name as it was defined
 * @param parameters in order
 * @param body its statements, before arguments are filled in
 * @param definedAt the {@code .macro}
 */
record Macro(String name, List<Parameter> parameters, List<Statement> body, Location definedAt) {

  /** What a parameter asks for. */
  enum Kind {
    /** May be left out. */
    OPTIONAL,
    /** {@code :req}. */
    REQUIRED,
    /** {@code :vararg}: all the rest. */
    VARARG
  }

  /**
   * A parameter.
   *
   * @param name without backslash
   * @param kind what it asks for
   * @param fallback what stands for it when it is left out
   */
  record Parameter(String name, Kind kind, String fallback) {}

  /** Reads {@code a, b=1, c:req, d:vararg}; commas may be left out. */
  static List<Parameter> parameters(TextCursor in) {
    String text = MacroText.rest(in);
    if (text.startsWith("(") && text.endsWith(")")) {
      text = text.substring(1, text.length() - 1);
    }
    List<Parameter> parameters = new ArrayList<>();
    int i = 0;
    while (i < text.length()) {
      int start = i;
      while (i < text.length() && Characters.continuesName(text.charAt(i))) {
        i++;
      }
      String name = text.substring(start, i);
      if (name.isEmpty() || parameters.stream().anyMatch(p -> p.name().equals(name))) {
        throw in.error(
            name.isEmpty()
                ? "expected a parameter's name, found '" + text.substring(start) + "'"
                : "parameter '" + name + "' is there twice");
      }
      Kind kind = Kind.OPTIONAL;
      if (text.startsWith(":req", i)) {
        kind = Kind.REQUIRED;
        i += ":req".length();
      } else if (text.startsWith(":vararg", i)) {
        kind = Kind.VARARG;
        i += ":vararg".length();
      }
      String fallback = "";
      if (i < text.length() && text.charAt(i) == '=') {
        MacroText.Cut cut = MacroText.argument(text, i + 1);
        fallback = cut.text();
        i = cut.next();
      } else if (i < text.length() && (text.charAt(i) == ',' || text.charAt(i) == ' ')) {
        i++;
      }
      parameters.add(new Parameter(name, kind, fallback));
      if (kind == Kind.VARARG && i < text.length()) {
        throw in.error("the :vararg parameter must be the last");
      }
    }
    return parameters;
  }

  /** Gives the parameters their values from the text behind the macro's name. */
  Map<String, String> bind(TextCursor in) {
    String text = MacroText.rest(in);
    Map<String, String> values = new HashMap<>();
    int positional = 0;
    int i = 0;
    boolean keywords = false;
    while (i < text.length()) {
      Parameter named = keyword(text, i);
      if (named != null) {
        keywords = true;
        MacroText.Cut cut = MacroText.argument(text, i + named.name().length() + 1);
        values.put(named.name(), cut.text());
        i = cut.next();
      } else if (keywords) {
        throw in.error("a positional argument cannot follow a named one in macro '" + name + "'");
      } else if (positional == parameters.size()) {
        throw in.error(
            "macro '"
                + name
                + "' takes "
                + parameters.size()
                + " arguments; too many: '"
                + text.substring(i)
                + "'");
      } else {
        Parameter parameter = parameters.get(positional++);
        if (parameter.kind() == Kind.VARARG) {
          values.put(parameter.name(), text.substring(i));
          break;
        }
        MacroText.Cut cut = MacroText.argument(text, i);
        values.put(parameter.name(), cut.text());
        i = cut.next();
      }
    }
    for (Parameter parameter : parameters) {
      if (values.getOrDefault(parameter.name(), "").isEmpty()) {
        if (parameter.kind() == Kind.REQUIRED) {
          throw in.error("macro '" + name + "' needs its argument '" + parameter.name() + "'");
        }
        values.put(parameter.name(), parameter.fallback());
      }
    }
    return values;
  }

  /** The parameter that {@code name=} at an index names, or null. */
  private Parameter keyword(String text, int from) {
    int i = from;
    while (i < text.length() && Characters.continuesName(text.charAt(i))) {
      i++;
    }
    if (i == from || i == text.length() || text.charAt(i) != '=') {
      return null;
    }
    String candidate = text.substring(from, i);
    return parameters.stream().filter(p -> p.name().equals(candidate)).findFirst().orElse(null);
  }
}
