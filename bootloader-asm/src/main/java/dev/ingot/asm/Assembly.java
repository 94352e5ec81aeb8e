package dev.ingot.asm;

import dev.ingot.asm.link.LinkedImage;
import dev.ingot.asm.source.Diagnostic;
import java.util.List;

/** The outcome of an assembly. */
public sealed interface Assembly {

  /**
   * It worked.
   *
   * @param image bytes and symbols
   * @param warnings in the order of discovery
   */
  record Assembled(LinkedImage image, List<Diagnostic> warnings) implements Assembly {}

  /**
   * It did not.
   *
   * @param diagnostics errors, at least one, and warnings, in the order of discovery
   */
  record Rejected(List<Diagnostic> diagnostics) implements Assembly {}
}
