package dev.ingot.conformance;

/** Something that has to be installed is not; the message says what. */
final class MissingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MissingException(String message) {
    super(message);
  }
}
