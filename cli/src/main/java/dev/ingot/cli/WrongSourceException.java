package dev.ingot.cli;

import dev.ingot.asm.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A source file of the user's has errors. The message has them all, each with its line. */
final class WrongSourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongSourceException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
  }
}
