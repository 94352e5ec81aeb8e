package dev.ingot.asm.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects the errors and warnings of one run, up to a limit. */
public final class Diagnostics {
  /** Errors reported before the run is given up. */
  public static final int ERROR_LIMIT = 100;

  /** Warnings kept; later ones are dropped. */
  private static final int WARNING_LIMIT = 1000;

  private final List<Diagnostic> all = new ArrayList<>();
  private int errors;
  private int warnings;

  /** Ends the run: too many errors, or one that nothing sensible can follow. */
  public static final class AbortedException extends RuntimeException {
    private AbortedException() {
      super("assembly given up", null, false, false);
    }
  }

  /**
   * Records an error.
   *
   * @throws AbortedException when this is the last one that is reported
   */
  public void error(Location location, String message) {
    all.add(new Diagnostic(Diagnostic.Severity.ERROR, location, message));
    errors++;
    if (errors == ERROR_LIMIT) {
      throw abort(null, "too many errors (" + ERROR_LIMIT + "); giving up");
    }
  }

  /** Records the error of a statement. */
  public void error(SyntaxException e) {
    error(e.location(), e.getMessage());
  }

  /** Records a warning. */
  public void warning(Location location, String message) {
    if (warnings++ < WARNING_LIMIT) {
      all.add(new Diagnostic(Diagnostic.Severity.WARNING, location, message));
    }
  }

  /** Records an error after which the run cannot go on; the caller throws what is returned. */
  public AbortedException abort(Location location, String message) {
    all.add(new Diagnostic(Diagnostic.Severity.ERROR, location, message));
    errors++;
    return new AbortedException();
  }

  /** Whether an error was recorded. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** Everything recorded, in the order of discovery. */
  public List<Diagnostic> all() {
    return Collections.unmodifiableList(all);
  }
}
