package dev.ingot.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands below {@code ingot}. A command line that names one gets that one alone: to build
 * picocli's model of them all takes longer than to boot hello.
 */
enum Subcommand {
  BOOT("boot"),
  IMAGE("image"),
  RUN("run"),
  PATCH("patch"),
  REPORT("report"),
  VERIFY("verify"),
  UNPATCH("unpatch"),
  DIFF("diff"),
  INSPECT("inspect"),
  LINKER_SCRIPT("linker-script"),
  GO_FLAGS("go-flags"),
  DOCTOR("doctor"),
  HELP("help");

  /** As picocli's standard options call them. */
  private static final Set<String> VERSION_OPTIONS = Set.of("-V", "--version");

  private final String command;

  Subcommand(String command) {
    this.command = command;
  }

  /**
   * Those that a command line needs: the one that it starts with, none for the version alone, and
   * all of them for {@code help} and for whatever is wrong.
   */
  static List<Subcommand> neededBy(String[] commandLine) {
    if (commandLine.length == 1 && VERSION_OPTIONS.contains(commandLine[0])) {
      return List.of();
    }
    for (Subcommand s : values()) {
      if (s != HELP && commandLine.length > 0 && s.command.equals(commandLine[0])) {
        return List.of(s);
      }
    }
    return List.of(values());
  }

  /** Its name on the command line. */
  String command() {
    return command;
  }

  /** Its model for picocli, with a new object that runs it. */
  CommandSpec make() {
    return switch (this) {
      case BOOT -> modelOf(new BootCommand());
      case IMAGE -> modelOf(new ImageCommand());
      case RUN -> modelOf(new RunCommand());
      case PATCH -> modelOf(new PatchCommand());
      case REPORT -> modelOf(new ReportCommand());
      case VERIFY -> modelOf(new VerifyCommand());
      case UNPATCH -> modelOf(new UnpatchCommand());
      case DIFF -> modelOf(new DiffCommand());
      case INSPECT -> modelOf(new InspectCommand());
      case LINKER_SCRIPT -> modelOf(new LinkerScriptCommand());
      case GO_FLAGS -> modelOf(new GoFlagsCommand());
      case DOCTOR -> modelOf(new DoctorCommand());
      case HELP -> CommandSpec.forAnnotatedObject(new HelpCommand());
    };
  }

  private static CommandSpec modelOf(Command command) {
    StandardOptions.addTo(command.model);
    return command.model;
  }
}
