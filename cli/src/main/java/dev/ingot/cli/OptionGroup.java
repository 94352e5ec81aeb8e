package dev.ingot.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options of a command that belong together; several commands may have them. */
abstract class OptionGroup {
  /** Where they are declared. */
  final CommandSpec model;

  /**
   * @param model the model of the command that has them
   */
  OptionGroup(CommandSpec model) {
    this.model = model;
  }

  /** What to throw when a value, or what was given together, is wrong. */
  final ParameterException usage(String message) {
    return new ParameterException(model.commandLine(), message);
  }
}
