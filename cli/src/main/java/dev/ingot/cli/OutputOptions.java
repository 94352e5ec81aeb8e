package dev.ingot.cli;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command's result goes, and whether it is written at all. */
final class OutputOptions extends OptionGroup {
  private final Argument<Path> output;
  private final Argument<Boolean> dryRun;

  /**
   * @param result what is written there, such as {@code the image}
   */
  OutputOptions(CommandSpec model, String result) {
    super(model);
    output =
        Option.path("-o", "--output")
            .required()
            .label("FILE")
            .says("Where " + result + " goes.")
            .in(model);
    dryRun = Option.flag("--dry-run").says("Do everything but write files.").in(model);
  }

  Path path() {
    return output.value();
  }

  /** Whether files are to be written; if not, says so. */
  boolean writes(Stages stages) {
    if (dryRun.value()) {
      stages.done("dry run", "%s would be written", path());
    }
    return !dryRun.value();
  }
}
