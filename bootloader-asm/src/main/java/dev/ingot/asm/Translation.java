package dev.ingot.asm;

import dev.ingot.asm.source.Diagnostic;
import java.util.List;

/** The outcome of assembling sources whose addresses are not known yet. */
public sealed interface Translation {

  /**
   * It worked so far; linking can still find undefined symbols and distances that are too large.
   *
   * @param units for linking
   * @param warnings in the order of discovery
   */
  record Translated(RelocatableUnits units, List<Diagnostic> warnings) implements Translation {}

  /**
   * It did not.
   *
   * @param diagnostics errors, at least one, and warnings, in the order of discovery
   */
  record Rejected(List<Diagnostic> diagnostics) implements Translation {}
}
