package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;

/** A section grew over its limit; nothing sensible can follow. */
public final class SectionOverflowException extends RuntimeException {
  private final transient Location location;

  SectionOverflowException(Location location, String message) {
    super(message, null, false, false);
    this.location = location;
  }

  /** The statement that did it. */
  public Location location() {
    return location;
  }
}
