package dev.ingot.cli;

import java.util.concurrent.locks.LockSupport;

/** What is still done when a signal ends this JVM. */
final class ShutdownHook {
  private final Thread thread;

  /** Does not return when the JVM is about to end already, but {@code action} is done. */
  ShutdownHook(Runnable action) {
    thread = new Thread(action);
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException endOfTheJvm) {
      action.run();
      awaitTheEnd();
    }
  }

  /**
   * Has the JVM end without it. Does not return when the JVM is about to end: whoever goes on would
   * only tell of the signal's consequences.
   */
  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException endOfTheJvm) {
      awaitTheEnd();
    }
  }

  private static void awaitTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }
}
