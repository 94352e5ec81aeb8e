package dev.ingot.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What a command says on stderr while it works. */
final class MessageOptions extends OptionGroup {
  private final Argument<Boolean> quiet =
      Option.flag("-q", "--quiet").says("No stage lines on stderr.").in(model);

  MessageOptions(CommandSpec model) {
    super(model);
  }

  Stages stages() {
    IngotCommand ingot = (IngotCommand) model.root().userObject();
    return new Stages(System.err, ingot.terminal(), quiet.value());
  }
}
