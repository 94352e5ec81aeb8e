package dev.ingot.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --env}, checked. */
final class EnvironmentOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-e", "--env"},
      paramLabel = "NAME=VALUE",
      description = "A variable of the program's environment; repeatable.")
  private List<String> variables = new ArrayList<>();

  List<String> variables() {
    for (String variable : variables) {
      if (variable.indexOf('=') < 1) {
        throw new ParameterException(
            spec.commandLine(), "--env %s: it has to be NAME=VALUE".formatted(variable));
      }
    }
    return List.copyOf(variables);
  }
}
