package dev.ingot.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Stdout for what a command was asked for: UTF-8 whatever the locale, and failures are seen. */
final class StandardOutput {
  private StandardOutput() {}

  /**
   * Prints a text, with a newline at its end if it has none.
   *
   * @throws IOException when stdout cannot be written, for instance on a full disk
   */
  static void print(String text) throws IOException {
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      if (!text.endsWith("\n")) {
        out.write('\n');
      }
    }
  }

  /** Bytes for stdout as they are; every write reaches it at once. */
  static OutputStream raw() {
    return new FileOutputStream(FileDescriptor.out);
  }

  /** Like {@link #print} for a text that is made piece by piece; closing it tells of failures. */
  static Writer writer() {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
  }
}
