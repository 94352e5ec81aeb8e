package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The program that a command works on. */
final class ElfArgument {
  @Parameters(
      index = "0",
      paramLabel = "ELF",
      description = "A program built with GOOS=linux GOARCH=arm64 go build, stripped or not.")
  private Path path;

  Path path() {
    return path;
  }

  /**
   * Reads it.
   *
   * @throws dev.ingot.goelf.RefusedException when it is no Go program for linux/arm64
   */
  GoProgram read() throws IOException {
    return GoProgram.of(ElfImage.read(path));
  }
}
