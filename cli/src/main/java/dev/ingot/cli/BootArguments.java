package dev.ingot.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code /chosen/bootargs} as the nucleus reads it (docs/contracts.md, section 2):
 * variables, then {@code --}, then the arguments, each quoted.
 */
final class BootArguments {
  private BootArguments() {}

  /**
   * The bootargs that set variables and replace argv[1] and up.
   *
   * @param environment {@code NAME=VALUE} strings to set or add
   * @param arguments argv[1] and up; when empty, those that were baked into the image stay
   */
  static String of(List<String> environment, List<String> arguments) {
    Stream<String> separator = arguments.isEmpty() ? Stream.of() : Stream.of("--");
    return Stream.of(
            environment.stream().map(BootArguments::quoted),
            separator,
            arguments.stream().map(BootArguments::quoted))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
