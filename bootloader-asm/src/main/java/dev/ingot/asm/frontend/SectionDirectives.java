package dev.ingot.asm.frontend;

import dev.ingot.asm.object.Section;
import dev.ingot.asm.source.TextCursor;
import java.util.Map;

/** {@code .text .data .bss .section .pushsection .popsection .previous}. */
final class SectionDirectives {
  private final Sections sections;
  private final UnitState unit;

  SectionDirectives(UnitState unit) {
    this.unit = unit;
    this.sections = unit.sections;
  }

  void register(Map<String, Directive> directives) {
    for (String name : new String[] {".text", ".data", ".bss"}) {
      directives.put(
          name,
          in -> {
            expectNoSubsection(in);
            sections.select(standard(name));
          });
    }
    directives.put(".section", in -> sections.select(read(in)));
    directives.put(
        ".pushsection",
        in -> {
          Section section = read(in);
          sections.push();
          sections.select(section);
        });
    directives.put(
        ".popsection",
        in -> {
          if (!sections.pop()) {
            throw in.error(".popsection without .pushsection");
          }
        });
    directives.put(".previous", in -> sections.selectPrevious());
  }

  private void expectNoSubsection(TextCursor in) {
    in.skipBlanks();
    if (!in.atEnd() && unit.expressions.constant(in) != 0) {
      throw in.error("subsections other than 0 are not supported");
    }
  }

  private Section standard(String name) {
    return sections.named(name, name.equals(".text"), name.equals(".bss"));
  }

  /** Reads {@code name [, "flags" [, %type [, entry size]]]}. */
  private Section read(TextCursor in) {
    in.skipBlanks();
    String name = in.peek() == '"' ? TextLiterals.text(in) : sectionName(in);
    boolean code = isOrBelow(name, ".text") || isOrBelow(name, ".init") || isOrBelow(name, ".fini");
    boolean noBits = isOrBelow(name, ".bss");
    if (in.accept(',')) {
      in.skipBlanks();
      if (in.peek() == '"') {
        code |= TextLiterals.text(in).contains("x");
      }
      if (in.accept(',')) {
        String type = type(in);
        noBits = type.equals("nobits");
      }
      if (in.accept(',')) {
        unit.expressions.constant(in);
      }
    }
    return sections.named(name, code, noBits);
  }

  private static boolean isOrBelow(String name, String standard) {
    return name.equals(standard) || name.startsWith(standard + ".");
  }

  /** A section's name may hold characters that a symbol's may not, such as {@code -}. */
  private static String sectionName(TextCursor in) {
    StringBuilder name = new StringBuilder();
    while (!in.atEnd() && in.peek() != ',' && in.peek() != ' ' && in.peek() != '\t') {
      name.append(in.read());
    }
    if (name.isEmpty()) {
      throw in.error("expected a section's name");
    }
    return name.toString();
  }

  private static String type(TextCursor in) {
    in.skipBlanks();
    if (in.peek() != '%' && in.peek() != '@') {
      throw in.error("expected %progbits, %nobits or %note" + in.found());
    }
    in.read();
    return in.expectName("a section type");
  }
}
