package dev.ingot.goelf.dwarf;

/**
 * Debugging information that does not follow its format, or uses a part of it that we do not read.
 */
public final class MalformedDwarfException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedDwarfException(String message) {
    super(message);
  }
}
