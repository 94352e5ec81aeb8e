package dev.ingot.emulator.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the arguments of system calls mean, from {@code system_calls.txt}. */
final class SystemCallSignatures {
  private static final String RETURNS_POINTER = " -> pointer";

  private static final Map<String, Signature> BY_NAME = read();

  private SystemCallSignatures() {}

  /**
   * A call's arguments and result.
   *
   * @param parameters kinds, in order, as {@code system_calls.txt} says
   * @param returnsPointer whether the result is an address
   */
  record Signature(List<String> parameters, boolean returnsPointer) {}

  private static Map<String, Signature> read() {
    Map<String, Signature> byName = new HashMap<>();
    Constants.lines("system_calls.txt")
        .forEach(
            line -> {
              boolean returnsPointer = line.endsWith(RETURNS_POINTER);
              String[] words = line.replace(RETURNS_POINTER, "").split(" ", -1);
              List<String> parameters = List.of(words).subList(1, words.length);
              byName.put(words[0], new Signature(parameters, returnsPointer));
            });
    return byName;
  }

  static Optional<Signature> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
