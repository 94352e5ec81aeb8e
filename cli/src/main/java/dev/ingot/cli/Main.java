package dev.ingot.cli;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** Where the {@code ingot} command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // What is printed and written has the same numbers in every language.
    Locale.setDefault(Locale.ROOT);
    int status = run(args);
    // All other threads are daemons, so that a return ends the process as well, and 6 ms earlier:
    // Runtime.exit first looks for a logger, and for that through the whole jar.
    if (status != ExitStatus.OK) {
      System.exit(status);
    }
  }

  /** Runs one command line and gives its exit status; what {@link #main} does without exiting. */
  static int run(String... args) {
    return commandLine(Subcommand.neededBy(args)).execute(args);
  }

  /** The whole command with everything below it, for manual pages and completions. */
  public static CommandLine everyCommand() {
    return commandLine(List.of(Subcommand.values()));
  }

  /** The command with some of those below it. */
  static CommandLine commandLine(List<Subcommand> subcommands) {
    IngotCommand ingot = new IngotCommand();
    CommandLine commandLine = new CommandLine(ingot.model(), ListFactory.INSTANCE);
    subcommands.forEach(s -> commandLine.addSubcommand(s.command(), s.make()));
    Failures failures = new Failures(ingot);
    commandLine.setParameterExceptionHandler(failures);
    commandLine.setExecutionExceptionHandler(failures);
    commandLine.setUsageHelpAutoWidth(true);
    return commandLine;
  }
}
