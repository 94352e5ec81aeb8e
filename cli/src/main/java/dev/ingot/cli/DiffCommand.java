package dev.ingot.cli;

import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.DiffReport;
import dev.ingot.patcher.ProgramDiff;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;

/** {@code ingot diff}: each differing word of two programs, explained. */
final class DiffCommand extends Command {
  private final Argument<Path> before = Parameter.path(model, 0, "A", "The program before.");
  private final Argument<Path> after = Parameter.path(model, 1, "B", "The program after.");

  private final Argument<Boolean> all =
      Option.flag("--all").says("A line for every differing word.").in(model);

  DiffCommand() {
    super(
        "diff",
        "Explain the words in which two programs differ.",
        "",
        "Compares at the same file offsets, as is right for a program and its patched form."
            + " Instructions are decoded, with function and line; data words are named by what"
            + " holds them. The first of each kind are shown, then how many there are.",
        "",
        "  ingot diff ./hello hello.patched --all");
  }

  @Override
  public Integer call() throws IOException {
    ProgramDiff diff =
        ProgramDiff.between(
            GoProgram.of(ElfImage.read(before.value())), ElfImage.read(after.value()));
    try (Writer out = StandardOutput.writer()) {
      DiffReport.write(diff, all.value(), out);
    }
    return ExitStatus.OK;
  }
}
