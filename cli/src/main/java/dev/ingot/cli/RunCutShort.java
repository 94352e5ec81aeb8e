package dev.ingot.cli;

import dev.ingot.emulator.Machine;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has a signal that ends this JVM stop the guest first, and leave time to write what was seen of
 * it. The machine's own thread writes, as it does at any other end: nobody else may look at a
 * machine that runs.
 */
final class RunCutShort implements AutoCloseable {
  /** A run that hangs because nobody reads what it prints is given up after this. */
  private static final long SECONDS_TO_WRITE = 30;

  private final Machine machine;
  private final CountDownLatch written = new CountDownLatch(1);
  private final ShutdownHook hook;

  /**
   * @param machine runs in the thread that will close this
   */
  RunCutShort(Machine machine) {
    this.machine = machine;
    this.hook = new ShutdownHook(this::stop);
  }

  private void stop() {
    machine.halt();
    try {
      written.await(SECONDS_TO_WRITE, TimeUnit.SECONDS);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that all is written. Does not return when a signal ends the JVM. */
  @Override
  public void close() {
    written.countDown();
    hook.remove();
  }
}
