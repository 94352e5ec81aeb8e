package dev.ingot.cli;

import java.util.List;
import picocli.CommandLine;

/** Where the {@code ingot} command starts. */
public final class Main {
  private static final List<Subcommand> EVERY_SUBCOMMAND = List.of(Subcommand.values());

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command line and gives its exit status; what {@link #main} does without exiting. */
  static int run(String... args) {
    return commandLine(Subcommand.namedBy(args).map(List::of).orElse(EVERY_SUBCOMMAND))
        .execute(args);
  }

  /** The whole command with everything below it, for manual pages and completions. */
  public static CommandLine everyCommand() {
    return commandLine(EVERY_SUBCOMMAND);
  }

  private static CommandLine commandLine(List<Subcommand> subcommands) {
    IngotCommand ingot = new IngotCommand();
    CommandLine commandLine = new CommandLine(ingot);
    subcommands.forEach(s -> commandLine.addSubcommand(s.command(), s.make()));
    Failures failures = new Failures(ingot);
    commandLine.setParameterExceptionHandler(failures);
    commandLine.setExecutionExceptionHandler(failures);
    commandLine.setUsageHelpAutoWidth(true);
    return commandLine;
  }
}
