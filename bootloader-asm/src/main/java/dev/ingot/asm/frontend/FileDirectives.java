package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Expansion;
import dev.ingot.asm.source.SourceText;
import dev.ingot.asm.source.StatementSplitter;
import dev.ingot.asm.source.TextCursor;
import java.io.UncheckedIOException;
import java.util.Map;

/** Includes, messages, and directives without a meaning in a flat image. */
final class FileDirectives {
  private final UnitState unit;

  FileDirectives(UnitState unit) {
    this.unit = unit;
  }

  void register(Map<String, Directive> directives) {
    directives.put(".include", this::include);
    directives.put(".error", in -> fail(in, "error by .error"));
    directives.put(".err", in -> fail(in, "error by .err"));
    directives.put(
        ".warning",
        in -> unit.diagnostics.warning(in.statement().start(), message(in, "warning by .warning")));
    directives.put(".end", in -> unit.input.clear());
    // The encoder takes every instruction it knows; debug and unwind tables have no place in a
    // flat image.
    for (String name :
        new String[] {
          ".arch", ".arch_extension", ".cpu", ".file", ".line", ".loc", ".ident", ".print"
        }) {
      directives.put(name, in -> in.rest());
    }
  }

  private void fail(TextCursor in, String standard) {
    unit.diagnostics.error(in.statement().start(), message(in, standard));
  }

  private static String message(TextCursor in, String standard) {
    return in.skipBlanks().atEnd() ? standard : TextLiterals.text(in);
  }

  private void include(TextCursor in) {
    String name = TextLiterals.text(in);
    SourceText text;
    try {
      text = unit.files.text(name).orElseThrow(() -> in.error("no file '" + name + "' to include"));
    } catch (UncheckedIOException e) {
      throw in.error("cannot read '" + name + "': " + e.getMessage());
    }
    Expansion expansion = new Expansion(".include", in.statement().start());
    unit.input.push(
        StatementSplitter.split(text, expansion, unit.diagnostics).iterator(),
        in.statement(),
        false);
  }
}
