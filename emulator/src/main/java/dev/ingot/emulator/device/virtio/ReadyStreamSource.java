package dev.ingot.emulator.device.virtio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads from what has all its bytes already, such as a file. */
record ReadyStreamSource(InputStream stream) implements StreamSource {
  @Override
  public int read(byte[] buffer) {
    try {
      return stream.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException("the console's input cannot be read", e);
    }
  }
}
