package dev.ingot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A program, and what it finds when it starts: arguments, environment and file tree. */
final class ProgramOptions {
  @Mixin private ElfArgument elf;

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      arity = "0..*",
      description = "Arguments of the program, behind --.")
  private List<String> arguments = new ArrayList<>();

  @Mixin private EnvironmentOption environment;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "A folder that is embedded as the read-only file tree at /.")
  private Path root;

  ElfArgument elf() {
    return elf;
  }

  /** argv: the program's file name, then the arguments. */
  List<String> argv() {
    List<String> all = new ArrayList<>();
    all.add(elf.path().getFileName().toString());
    all.addAll(arguments);
    return all;
  }

  List<String> environment() {
    return environment.variables();
  }

  Optional<Path> root() {
    return Optional.ofNullable(root);
  }
}
