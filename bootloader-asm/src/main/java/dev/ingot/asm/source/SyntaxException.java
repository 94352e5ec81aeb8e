package dev.ingot.asm.source;

/** Gives up the current statement; the run goes on with the next one. */
public final class SyntaxException extends RuntimeException {
  private final transient Location location;

  /** An error at a place. */
  public SyntaxException(Location location, String message) {
    super(message, null, false, false);
    this.location = location;
  }

  /** Where the error is. */
  public Location location() {
    return location;
  }
}
