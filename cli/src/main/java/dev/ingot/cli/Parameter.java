package dev.ingot.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Declares the parameters of a command: what stands on the command line without a name. */
final class Parameter {
  private Parameter() {}

  /**
   * A file or folder that has to be given.
   *
   * @param index its place among the parameters, from 0
   */
  static Argument<Path> path(CommandSpec command, int index, String label, String description) {
    return path(command, index, true, label, description);
  }

  /**
   * A file or folder that may be left out, so that it is the last one.
   *
   * @param index its place among the parameters, from 0
   */
  static Argument<Path> optionalPath(
      CommandSpec command, int index, String label, String description) {
    return path(command, index, false, label, description);
  }

  private static Argument<Path> path(
      CommandSpec command, int index, boolean required, String label, String description) {
    PositionalParamSpec parameter =
        PositionalParamSpec.builder()
            .index(Integer.toString(index))
            .arity(required ? "1" : "0..1")
            .required(required)
            .type(Path.class)
            .converters(Path::of)
            .paramLabel(label)
            .description(description)
            .build();
    command.addPositional(parameter);
    return new Argument<>(parameter);
  }

  /**
   * All the words from a place on.
   *
   * @param from the first one's place among the parameters, from 0
   */
  static Argument<List<String>> words(
      CommandSpec command, int from, String label, String description) {
    PositionalParamSpec parameter =
        PositionalParamSpec.builder()
            .index(from + "..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .initialValue(List.of())
            .paramLabel(label)
            .description(description)
            .build();
    command.addPositional(parameter);
    return new Argument<>(parameter);
  }
}
