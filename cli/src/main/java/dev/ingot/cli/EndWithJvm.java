package dev.ingot.cli;

import java.util.concurrent.locks.LockSupport;

/** Ends something when it is closed, or before that when a signal ends this JVM. */
final class EndWithJvm implements AutoCloseable {
  private final Runnable end;
  private final Thread hook;

  EndWithJvm(Runnable end) {
    this.end = end;
    this.hook = new Thread(end);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Does not return when the JVM is about to end: whoever goes on would only tell of the signal's
   * consequences.
   */
  @Override
  public void close() {
    end.run();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endOfTheJvm) {
      while (true) {
        LockSupport.park();
      }
    }
  }
}
