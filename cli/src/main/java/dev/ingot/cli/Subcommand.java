package dev.ingot.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.HelpCommand;

/**
 * The commands below {@code ingot}. A command line that names one gets that one alone: to build
 * picocli's model of them all takes longer than to boot hello.
 */
enum Subcommand {
  BOOT("boot", BootCommand::new),
  IMAGE("image", ImageCommand::new),
  RUN("run", RunCommand::new),
  PATCH("patch", PatchCommand::new),
  REPORT("report", ReportCommand::new),
  VERIFY("verify", VerifyCommand::new),
  UNPATCH("unpatch", UnpatchCommand::new),
  DIFF("diff", DiffCommand::new),
  INSPECT("inspect", InspectCommand::new),
  LINKER_SCRIPT("linker-script", LinkerScriptCommand::new),
  GO_FLAGS("go-flags", GoFlagsCommand::new),
  HELP("help", HelpCommand::new);

  private final String command;
  private final Supplier<Object> maker;

  Subcommand(String command, Supplier<Object> maker) {
    this.command = command;
    this.maker = maker;
  }

  /**
   * The one that a command line starts with; nothing for {@code help}, which describes them all.
   */
  static Optional<Subcommand> namedBy(String[] commandLine) {
    return Arrays.stream(values())
        .filter(s -> s != HELP && commandLine.length > 0 && s.command.equals(commandLine[0]))
        .findFirst();
  }

  /** Its name on the command line. */
  String command() {
    return command;
  }

  /** A new object for picocli to fill. */
  Object make() {
    return maker.get();
  }
}
