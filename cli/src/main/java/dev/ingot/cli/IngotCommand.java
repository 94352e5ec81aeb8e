package dev.ingot.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** The command above all others. */
final class IngotCommand {
  private final CommandSpec model = CommandSpec.wrapWithoutInspection(this, ListFactory.INSTANCE);

  private final Argument<Boolean> stackTrace =
      Option.flag("--stacktrace")
          .says("Print the Java stack trace of a failure.")
          .inAllBelow(model);

  private final Argument<Terminal.Colors> color =
      Option.oneOf(Terminal.Colors.values(), "--color")
          .label("WHEN")
          .says(
              "Colours on stderr: auto (on a terminal, unless NO_COLOR is set), always or never."
                  + " Default: auto.")
          .inAllBelow(model);

  IngotCommand() {
    model.name("ingot").versionProvider(new Version());
    model
        .usageMessage()
        .header("Casts a stock Go program (linux/arm64) into an operating system of its own.")
        .synopsisSubcommandLabel("COMMAND")
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(exitStatuses());
    StandardOptions.addTo(model);
  }

  private static Map<String, String> exitStatuses() {
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("0", "done; for boot and run: the guest's own status");
    statuses.put("1", "a bug in ingot");
    statuses.put("2", "wrong usage");
    statuses.put(
        "3",
        "an input or output place that is refused; the line says what was found and what to do");
    statuses.put("4", "a guest that crashed the nucleus or hit a limit");
    return statuses;
  }

  CommandSpec model() {
    return model;
  }

  /** What stderr can show. */
  Terminal terminal() {
    return Terminal.of(color.ifGiven().orElse(Terminal.Colors.AUTO));
  }

  boolean stackTrace() {
    return stackTrace.value();
  }

  /** Reads the version from the jar's manifest. */
  private static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = IngotCommand.class.getPackage().getImplementationVersion();
      return new String[] {"ingot " + (version == null ? "(unpackaged)" : version)};
    }
  }
}
