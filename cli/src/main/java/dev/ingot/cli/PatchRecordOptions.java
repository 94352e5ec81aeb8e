package dev.ingot.cli;

import dev.ingot.patcher.Manifest;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.WholeFile;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The records of a patch that are written beside the result when they are asked for. */
final class PatchRecordOptions {
  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "Write every edit to this file, as JSON.")
  private Path manifest;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the patch report to this file; .html, .json or text by its name.")
  private Path report;

  void write(PatchPlan plan) {
    if (manifest != null) {
      WholeFile.write(manifest, Manifest.of(plan).toJson());
    }
    if (report != null) {
      WholeFile.write(report, ReportFormat.ofFile(report).render(plan));
    }
  }
}
