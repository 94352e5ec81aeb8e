package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.DiffReport;
import dev.ingot.patcher.ProgramDiff;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingot diff}: each differing word of two programs, explained. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    header = "Explain the words in which two programs differ.",
    description = {
      "",
      "Compares at the same file offsets, as is right for a program and its patched form."
          + " Instructions are decoded, with function and line; data words are named by what holds"
          + " them. The first of each kind are shown, then how many there are.",
      "",
      "  ingot diff ./hello hello.patched --all"
    })
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "The program before.")
  private Path before;

  @Parameters(index = "1", paramLabel = "B", description = "The program after.")
  private Path after;

  @Option(names = "--all", description = "A line for every differing word.")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    ProgramDiff diff =
        ProgramDiff.between(GoProgram.of(ElfImage.read(before)), ElfImage.read(after));
    try (Writer out = StandardOutput.writer()) {
      DiffReport.write(diff, all, out);
    }
    return ExitStatus.OK;
  }
}
