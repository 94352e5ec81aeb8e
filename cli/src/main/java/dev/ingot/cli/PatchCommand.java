package dev.ingot.cli;

import dev.ingot.patcher.Manifest;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingot patch}: the patched ELF alone. */
@Command(
    name = "patch",
    mixinStandardHelpOptions = true,
    header = "Patch a Go program; the result is an ELF that also runs under Linux.",
    description = {"", "  ingot patch ./hello -o hello.patched --manifest hello.json"})
final class PatchCommand implements Callable<Integer> {
  @Mixin private ElfArgument elf;
  @Mixin private PatchingOptions patching;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the patched ELF goes.")
  private Path output;

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

  @Option(names = "--dry-run", description = "Do everything but write files.")
  private boolean dryRun;

  @Option(
      names = {"-q", "--quiet"},
      description = "No stage lines on stderr.")
  private boolean quiet;

  @Override
  public Integer call() throws IOException {
    Stages stages = new Stages(System.err, quiet);
    PatchPlan plan = Patcher.plan(elf.read(), patching.read());
    Casting.report(plan, stages);
    Casting.notes(plan, stages);
    if (dryRun) {
      stages.done("dry run", "%s would be written", output);
    } else {
      write(plan);
      stages.done("wrote", "%s", output);
    }
    return ExitStatus.OK;
  }

  private void write(PatchPlan plan) throws IOException {
    plan.writeTo(output);
    if (manifest != null) {
      WholeFile.write(manifest, Manifest.of(plan).toJson());
    }
    if (report != null) {
      WholeFile.write(report, ReportFormat.ofFile(report).render(plan));
    }
  }
}
