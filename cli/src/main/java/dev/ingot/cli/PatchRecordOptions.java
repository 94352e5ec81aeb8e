package dev.ingot.cli;

import dev.ingot.patcher.Manifest;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.WholeFile;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** The records of a patch that are written beside the result when they are asked for. */
final class PatchRecordOptions extends OptionGroup {
  private final Argument<Path> manifest =
      Option.path("--manifest")
          .label("FILE")
          .says("Write every edit to this file, as JSON.")
          .in(model);

  private final Argument<Path> report =
      Option.path("--report")
          .label("FILE")
          .says("Write the patch report to this file; .html, .json or text by its name.")
          .in(model);

  PatchRecordOptions(CommandSpec model) {
    super(model);
  }

  void write(PatchPlan plan) {
    if (manifest.isGiven()) {
      WholeFile.write(manifest.value(), Manifest.of(plan).toJson());
    }
    if (report.isGiven()) {
      WholeFile.write(report.value(), ReportFormat.ofFile(report.value()).render(plan));
    }
  }
}
