package dev.ingot.maven;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A process's output, line by line. */
final class Lines {
  private Lines() {}

  /**
   * Hands on each line as it comes.
   *
   * @return all of it, each line ended by a newline
   */
  static String copy(InputStream stream, Consumer<String> eachLine) {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        eachLine.accept(line);
        all.append(line).append('\n');
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return all.toString();
  }
}
