package dev.ingot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * One of ingot's own output streams as a guest's console: collects bytes and passes them on at
 * every newline, so that a reader sees whole lines at once and nothing waits for the end.
 */
final class ConsoleStream extends OutputStream {
  private static final int CAPACITY = 8192;

  private final OutputStream out;
  private final byte[] pending = new byte[CAPACITY];
  private int length;

  private ConsoleStream(FileDescriptor descriptor) {
    out = new FileOutputStream(descriptor);
  }

  static ConsoleStream stdout() {
    return new ConsoleStream(FileDescriptor.out);
  }

  static ConsoleStream stderr() {
    return new ConsoleStream(FileDescriptor.err);
  }

  @Override
  public void write(int value) throws IOException {
    pending[length++] = (byte) value;
    if (value == '\n' || length == CAPACITY) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    int count = length;
    length = 0;
    out.write(pending, 0, count);
  }
}
