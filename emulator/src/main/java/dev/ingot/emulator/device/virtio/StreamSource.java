package dev.ingot.emulator.device.virtio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Where the bytes come from that a console port passes to the guest. */
@FunctionalInterface
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

  /**
   * A stream that is read when, and only when, the guest has made room, and is waited for. So a run
   * depends on the content, and on how the other side cuts it into pieces, but not on its speed.
   */
  static StreamSource of(InputStream stream) {
    return buffer -> {
      try {
        return stream.read(buffer);
      } catch (IOException e) {
        throw new UncheckedIOException("the console's input cannot be read", e);
      }
    };
  }
}
