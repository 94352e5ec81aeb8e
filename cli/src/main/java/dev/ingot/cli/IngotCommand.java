package dev.ingot.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command above all others. */
@Command(
    name = "ingot",
    mixinStandardHelpOptions = true,
    versionProvider = IngotCommand.Version.class,
    header = "Casts a stock Go program (linux/arm64) into an operating system of its own.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done; for boot and run: the guest's own status",
      "1:a bug in ingot",
      "2:wrong usage",
      "3:an input or output place that is refused; the line says what was found and what to do",
      "4:a guest that crashed the nucleus or hit a limit"
    })
final class IngotCommand {
  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "Print the Java stack trace of a failure.")
  private boolean stackTrace;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description =
          "Colours on stderr: auto (on a terminal, unless NO_COLOR is set), always or never."
              + " Default: auto.")
  private Terminal.Colors color = Terminal.Colors.AUTO;

  /** What stderr can show. */
  Terminal terminal() {
    return Terminal.of(color);
  }

  boolean stackTrace() {
    return stackTrace;
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = IngotCommand.class.getPackage().getImplementationVersion();
      return new String[] {"ingot " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
