package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The program that a command works on. */
final class ElfArgument {
  private final Argument<Path> path;

  ElfArgument(CommandSpec model) {
    path =
        Parameter.path(
            model,
            0,
            "ELF",
            "A program built with GOOS=linux GOARCH=arm64 go build, stripped or not.");
  }

  Path path() {
    return path.value();
  }

  /**
   * Reads it.
   *
   * @throws dev.ingot.goelf.RefusedException when it is no Go program for linux/arm64
   */
  GoProgram read() throws IOException {
    return GoProgram.of(ElfImage.read(path()));
  }
}
