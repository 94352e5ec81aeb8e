package dev.ingot.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --env}, checked. */
final class EnvironmentOption extends OptionGroup {
  private final Argument<List<String>> variables =
      Option.of(String.class, "-e", "--env")
          .label("NAME=VALUE")
          .says("A variable of the program's environment; repeatable.")
          .repeatableIn(model);

  EnvironmentOption(CommandSpec model) {
    super(model);
  }

  List<String> variables() {
    for (String variable : variables.value()) {
      if (variable.indexOf('=') < 1) {
        throw usage("--env %s: it has to be NAME=VALUE".formatted(variable));
      }
    }
    return List.copyOf(variables.value());
  }
}
