package dev.ingot.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stdin as a serial line carries it. A line has no end of file, so behind the last byte comes what
 * a person at a terminal would type: EOT (Ctrl-D), which the nucleus turns into the end of the
 * program's stdin, as often as the program asks.
 */
final class SerialInput extends InputStream {
  private static final int END_OF_TRANSMISSION = 4;

  private final InputStream stdin = new BufferedInputStream(new FileInputStream(FileDescriptor.in));

  @Override
  public int read() throws IOException {
    int value = stdin.read();
    return value < 0 ? END_OF_TRANSMISSION : value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count = stdin.read(buffer, offset, length);
    if (count > 0) {
      return count;
    }
    buffer[offset] = END_OF_TRANSMISSION;
    return 1;
  }
}
