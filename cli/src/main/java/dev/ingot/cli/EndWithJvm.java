package dev.ingot.cli;

/** Ends something when it is closed, or before that when a signal ends this JVM. */
final class EndWithJvm implements AutoCloseable {
  private final Runnable end;
  private final ShutdownHook hook;

  EndWithJvm(Runnable end) {
    this.end = end;
    this.hook = new ShutdownHook(end);
  }

  /** Does not return when the JVM is about to end, as {@link ShutdownHook#remove} says. */
  @Override
  public void close() {
    end.run();
    hook.remove();
  }
}
