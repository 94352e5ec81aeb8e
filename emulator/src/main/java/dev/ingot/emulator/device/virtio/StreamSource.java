package dev.ingot.emulator.device.virtio;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Where the bytes come from that a console port passes to the guest. */
public interface StreamSource {
  /** Answer of {@link #read} when no byte will ever come. */
  int END = -1;

  /** Answer of {@link #read} when no byte is there yet. */
  int NOTHING_YET = 0;

  /**
   * Takes up to {@code buffer.length} bytes.
   *
   * @return how many, {@link #NOTHING_YET} or {@link #END}
   */
  int read(byte[] buffer);

  /** Whether {@link #read} has said {@link #NOTHING_YET} and nothing has come since that. */
  default boolean awaited() {
    return false;
  }

  /**
   * Waits on the host's clock until {@link #read} has something to say: for a machine whose guest
   * has nothing else to do.
   */
  default void await(Duration longest) {
    // Whoever never says NOTHING_YET is never waited for.
  }

  /**
   * A stream that is read when, and only when, the guest has made room. A file is simply read; the
   * other side of a pipe may take its time, and the guest goes on while nothing has come.
   */
  static StreamSource of(InputStream stream) {
    return neverWaits(stream) ? new ReadyStreamSource(stream) : new PipedStreamSource(stream);
  }

  private static boolean neverWaits(InputStream stream) {
    if (!(stream instanceof FileInputStream file)) {
      return stream instanceof ByteArrayInputStream;
    }
    try {
      // Pipes, sockets and terminals have no position (lseek: ESPIPE).
      return file.getChannel().position() >= 0;
    } catch (IOException pipe) {
      return false;
    }
  }
}
