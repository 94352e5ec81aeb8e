package dev.ingot.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.link.MemoryLayout;
import dev.ingot.asm.source.Diagnostic;
import dev.ingot.asm.source.SourceFiles;
import dev.ingot.asm.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Short ways to assemble the sources of a test. */
final class Sources {
  private Sources() {}

  /** The job for units named a.s, b.s, ... at the place of the nucleus. */
  static AssemblyJob job(String... units) {
    List<SourceText> sources = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      sources.add(new SourceText((char) ('a' + i) + ".s", units[i]));
    }
    return new AssemblyJob(sources, SourceFiles.none(), Map.of(), MemoryLayout.nucleus());
  }

  /** The image of sources without errors. */
  static LinkedImage assembled(String... units) {
    Assembly assembly = Assembler.assemble(job(units));
    assertThat(errors(assembly)).isEmpty();
    return ((Assembly.Assembled) assembly).image();
  }

  /** The errors and warnings of wrong sources, as people see them. */
  static String rejected(String... units) {
    Assembly assembly = Assembler.assemble(job(units));
    assertThat(assembly).isInstanceOf(Assembly.Rejected.class);
    return errors(assembly);
  }

  private static String errors(Assembly assembly) {
    return switch (assembly) {
      case Assembly.Assembled a -> "";
      case Assembly.Rejected r ->
          r.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
    };
  }
}
