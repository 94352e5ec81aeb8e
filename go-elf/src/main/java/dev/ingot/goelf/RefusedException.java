package dev.ingot.goelf;

/**
 * An input that Ingot does not work on, and says so instead of guessing. The message is the {@link
 * Refusal} on one line. It is never an error of Ingot itself.
 */
public final class RefusedException extends RuntimeException {
  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.asLine());
    this.refusal = refusal;
  }

  /** A refusal caused by an exception of a library that could not read the input. */
  public RefusedException(Refusal refusal, Throwable cause) {
    super(refusal.asLine(), cause);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
