package dev.ingot.asm.a64;

/** An instruction or a value has no encoding. */
public final class EncodingException extends RuntimeException {
  /** With the reason: what was found, what is allowed. */
  public EncodingException(String message) {
    super(message, null, false, false);
  }
}
