package dev.ingot.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The tables beside this class: a row a line, fields separated by tabs, # starts a comment. */
final class Resources {
  private Resources() {}

  /** The rows of a table; short rows are filled up with empty fields. */
  static List<List<String>> rows(String name, int fields) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        return List.of();
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> fieldsOf(line, fields))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> fieldsOf(String line, int fields) {
    String[] found = line.split("\t", -1);
    String[] all = new String[fields];
    for (int i = 0; i < fields; i++) {
      all[i] = i < found.length ? found[i] : "";
    }
    return List.of(all);
  }
}
