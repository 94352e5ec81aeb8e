package dev.ingot.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine.HelpCommand;

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

  /** A new object for picocli to fill. */
  Object make() {
    return switch (this) {
      case BOOT -> new BootCommand();
      case IMAGE -> new ImageCommand();
      case RUN -> new RunCommand();
      case PATCH -> new PatchCommand();
      case REPORT -> new ReportCommand();
      case VERIFY -> new VerifyCommand();
      case UNPATCH -> new UnpatchCommand();
      case DIFF -> new DiffCommand();
      case INSPECT -> new InspectCommand();
      case LINKER_SCRIPT -> new LinkerScriptCommand();
      case GO_FLAGS -> new GoFlagsCommand();
      case DOCTOR -> new DoctorCommand();
      case HELP -> new HelpCommand();
    };
  }
}
