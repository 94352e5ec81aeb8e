package dev.ingot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A program, and what it finds when it starts: arguments, environment and file tree. */
final class ProgramOptions extends OptionGroup {
  private final ElfArgument elf = new ElfArgument(model);

  private final Argument<List<String>> arguments =
      Parameter.words(model, 1, "ARG", "Arguments of the program, behind --.");

  private final EnvironmentOption environment = new EnvironmentOption(model);

  private final Argument<Path> root =
      Option.path("--root")
          .label("DIR")
          .says("A folder that is embedded as the read-only file tree at /.")
          .in(model);

  ProgramOptions(CommandSpec model) {
    super(model);
  }

  ElfArgument elf() {
    return elf;
  }

  /** argv: the program's file name, then the arguments. */
  List<String> argv() {
    List<String> all = new ArrayList<>();
    all.add(elf.path().getFileName().toString());
    all.addAll(arguments.value());
    return all;
  }

  List<String> environment() {
    return environment.variables();
  }

  Optional<Path> root() {
    return root.ifGiven();
  }
}
