package dev.ingot.patcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names of the system calls of arm64 Linux. */
final class SystemCallNames {
  private static final String RESOURCE = "arm64-syscalls.txt";

  private final Map<Integer, String> names = new HashMap<>();

  SystemCallNames() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SystemCallNames.class.getResourceAsStream(RESOURCE), StandardCharsets.US_ASCII))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .forEach(words -> names.put(Integer.valueOf(words[0]), words[1]));
    } catch (IOException e) {
      throw new UncheckedIOException("the names are part of the jar", e);
    }
  }

  /** The name, empty for a number that Linux 6.1 does not have. */
  Optional<String> of(int number) {
    return Optional.ofNullable(names.get(number));
  }
}
