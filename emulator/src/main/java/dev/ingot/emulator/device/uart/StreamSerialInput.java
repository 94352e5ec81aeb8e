package dev.ingot.emulator.device.uart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads a stream when, and only when, the guest wants a byte, and waits for it. Never answers
 * {@link #NOTHING_YET}, so a run is reproducible to the instruction whatever the speed of the other
 * side. Meant for files and pipes; with a person at the other side the whole machine would stop
 * until a key is pressed: use {@link InteractiveSerialInput} there.
 */
public final class StreamSerialInput implements SerialInput {
  private final InputStream stream;

  public StreamSerialInput(InputStream stream) {
    this.stream = stream;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException when the stream cannot be read
   */
  @Override
  public int receive() {
    try {
      int next = stream.read();
      return next < 0 ? END : next;
    } catch (IOException e) {
      throw new UncheckedIOException("the serial input cannot be read", e);
    }
  }
}
