package dev.ingot.emulator.device.uart;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Collects what a UART sends and passes it on in large pieces. Bytes written are never lost as long
 * as {@link #flush()} is called at the end of the run, whatever the end was.
 */
public final class SerialOutput {
  /** When bytes are passed on, besides a full buffer and {@link #flush()}. */
  public enum FlushPolicy {
    /** After every newline: for a terminal. */
    EACH_LINE,

    /** Not before the buffer is full: for files and pipes. */
    WHEN_FULL
  }

  private static final int CAPACITY = 8192;

  private final OutputStream stream;
  private final FlushPolicy policy;
  private final byte[] buffer = new byte[CAPACITY];
  private int used;

  public SerialOutput(OutputStream stream, FlushPolicy policy) {
    this.stream = stream;
    this.policy = policy;
  }

  /** Takes a byte (the low 8 bits). */
  public void send(int value) {
    buffer[used++] = (byte) value;
    if (used == CAPACITY || policy == FlushPolicy.EACH_LINE && value == '\n') {
      flush();
    }
  }

  /** Takes bytes and passes on everything at once: what one request of a driver carries. */
  public void sendNow(byte[] bytes) {
    if (used + bytes.length > CAPACITY) {
      flush();
    }
    if (bytes.length > CAPACITY) {
      pass(bytes, bytes.length);
      return;
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
    flush();
  }

  /**
   * Passes everything on, to the stream and through it.
   *
   * @throws UncheckedIOException when the stream refuses it; the bytes are then dropped
   */
  public void flush() {
    if (used == 0) {
      return;
    }
    int count = used;
    used = 0;
    pass(buffer, count);
  }

  private void pass(byte[] bytes, int count) {
    try {
      stream.write(bytes, 0, count);
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the serial output cannot be written", e);
    }
  }
}
