package dev.ingot.emulator.device.uart;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads a stream on a daemon thread of its own, so that the machine goes on while a person thinks.
 * A run is then as reproducible as the person.
 */
public final class InteractiveSerialInput implements SerialInput {
  private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();

  /** Starts reading {@code stream}; a stream that fails counts as ended. */
  public InteractiveSerialInput(InputStream stream) {
    Thread.ofPlatform().daemon().name("serial-input").start(() -> readAll(stream));
  }

  @Override
  public int receive() {
    Integer next = received.peek();
    if (next == null) {
      return NOTHING_YET;
    }
    if (next != END) {
      received.remove();
    }
    return next;
  }

  /**
   * Waits on the host's clock until {@link #receive()} has something to say: for a machine whose
   * guest has nothing else to do.
   *
   * @return whether it has
   */
  public boolean await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (received.isEmpty() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    return !received.isEmpty();
  }

  private void readAll(InputStream stream) {
    try {
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        received.add(next);
      }
    } catch (IOException e) {
      // The terminal is gone; for the guest this is the end of the input.
    }
    received.add(END);
  }
}
