package dev.ingot.asm.frontend;

import dev.ingot.asm.source.Location;
import dev.ingot.asm.source.TextCursor;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** Numbers, strings and files as bytes. */
final class DataDirectives {
  private final UnitState unit;

  DataDirectives(UnitState unit) {
    this.unit = unit;
  }

  void register(Map<String, Directive> directives) {
    numbers(directives, 1, ".byte");
    numbers(directives, 2, ".hword", ".short", ".2byte");
    numbers(directives, 4, ".word", ".long", ".int", ".4byte");
    numbers(directives, 8, ".quad", ".xword", ".dword", ".8byte");
    numbers(directives, 16, ".octa");
    directives.put(".ascii", in -> strings(in, false));
    directives.put(".asciz", in -> strings(in, true));
    directives.put(".string", in -> strings(in, true));
    directives.put(".float", in -> floats(in, Float.BYTES));
    directives.put(".single", in -> floats(in, Float.BYTES));
    directives.put(".double", in -> floats(in, Double.BYTES));
    directives.put(".incbin", this::includeBytes);
  }

  private void numbers(Map<String, Directive> directives, int size, String... names) {
    for (String name : names) {
      directives.put(name, in -> numbers(in, size));
    }
  }

  private void numbers(TextCursor in, int size) {
    in.skipBlanks();
    if (in.atEnd()) {
      return;
    }
    do {
      in.skipBlanks();
      Location at = in.location();
      unit.data.emit(unit.expressions.parse(in), size, at);
    } while (in.accept(','));
  }

  private void strings(TextCursor in, boolean terminated) {
    in.skipBlanks();
    if (in.atEnd()) {
      return;
    }
    do {
      in.skipBlanks();
      Location at = in.location();
      // Strings side by side are one string.
      do {
        unit.sections.current().emit(TextLiterals.string(in), at);
      } while (in.skipBlanks().peek() == '"');
      if (terminated) {
        unit.sections.current().emit(0, 1, at);
      }
    } while (in.accept(','));
  }

  private void floats(TextCursor in, int size) {
    do {
      in.skipBlanks();
      Location at = in.location();
      StringBuilder text = new StringBuilder();
      while (!in.atEnd() && in.peek() != ',' && in.peek() != ' ') {
        text.append(in.read());
      }
      try {
        long bits =
            size == Float.BYTES
                ? Float.floatToRawIntBits(Float.parseFloat(text.toString()))
                : Double.doubleToRawLongBits(Double.parseDouble(text.toString()));
        unit.sections.current().emit(bits, size, at);
      } catch (NumberFormatException e) {
        throw in.error("'" + text.toString().toLowerCase(Locale.ROOT) + "' is not a number");
      }
    } while (in.accept(','));
  }

  private void includeBytes(TextCursor in) {
    Location at = in.location();
    String name = TextLiterals.text(in);
    byte[] bytes;
    try {
      bytes =
          unit.files.bytes(name).orElseThrow(() -> in.error("no file '" + name + "' to include"));
    } catch (UncheckedIOException e) {
      throw in.error("cannot read '" + name + "': " + e.getMessage());
    }
    long skip = 0;
    long count = bytes.length;
    if (in.accept(',')) {
      if (in.skipBlanks().peek() != ',') {
        skip = unit.expressions.constant(in);
      }
      count = bytes.length - skip;
      if (in.accept(',')) {
        count = unit.expressions.constant(in);
      }
    }
    if (skip < 0 || count < 0 || skip > bytes.length || count > bytes.length - skip) {
      throw in.error(
          "'" + name + "' has " + bytes.length + " bytes; asked for " + count + " from " + skip);
    }
    unit.sections.current().emit(Arrays.copyOfRange(bytes, (int) skip, (int) (skip + count)), at);
  }
}
