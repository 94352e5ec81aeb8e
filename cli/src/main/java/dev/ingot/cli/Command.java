package dev.ingot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A command below {@code ingot}: picocli's model of its options and parameters, and what it does.
 * The model is made by calls rather than from annotations, which would have to be read by
 * reflection at each start (docs/decisions/0018).
 */
abstract class Command implements Callable<Integer> {
  /** Where options and parameters are declared. */
  final CommandSpec model = CommandSpec.wrapWithoutInspection(this, ListFactory.INSTANCE);

  /**
   * @param name as on the command line
   * @param header one line that tells what it does
   * @param description the lines that follow in its usage help
   */
  Command(String name, String header, String... description) {
    model.name(name);
    model.usageMessage().header(header).description(description);
  }

  /** What to throw when a value, or what was given together, is wrong. */
  final ParameterException usage(String message) {
    return new ParameterException(model.commandLine(), message);
  }
}
