package dev.ingot.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a command says on stderr while it works. */
final class MessageOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-q", "--quiet"},
      description = "No stage lines on stderr.")
  private boolean quiet;

  Stages stages() {
    IngotCommand ingot = (IngotCommand) spec.root().userObject();
    return new Stages(System.err, ingot.terminal(), quiet);
  }
}
