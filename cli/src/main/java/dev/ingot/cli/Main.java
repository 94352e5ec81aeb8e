package dev.ingot.cli;

import java.util.List;
import picocli.CommandLine;

/** Where the {@code ingot} command starts. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs one command line and gives its exit status; what {@link #main} does without exiting. */
  static int run(String... args) {
    IngotCommand ingot = new IngotCommand();
    CommandLine commandLine = new CommandLine(ingot);
    List<Subcommand> subcommands =
        Subcommand.namedBy(args).map(List::of).orElse(List.of(Subcommand.values()));
    subcommands.forEach(s -> commandLine.addSubcommand(s.command(), s.make()));
    Failures failures = new Failures(ingot);
    commandLine.setParameterExceptionHandler(failures);
    commandLine.setExecutionExceptionHandler(failures);
    commandLine.setUsageHelpAutoWidth(true);
    return commandLine.execute(args);
  }
}
