package dev.ingot.asm.object;

/** An expression has no value, or not the kind of value that is needed. */
public final class EvaluationException extends RuntimeException {
  /** With the reason. */
  public EvaluationException(String message) {
    super(message, null, false, false);
  }
}
