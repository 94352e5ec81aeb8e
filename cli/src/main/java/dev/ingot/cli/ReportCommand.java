package dev.ingot.cli;

import dev.ingot.patcher.DebugInfo;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingot report}: what patching would change, on stdout. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    header = "Tell what patching a program changes; writes nothing but the report, to stdout.",
    description = {"", "  ingot report ./hello --format html > hello.html"})
final class ReportCommand implements Callable<Integer> {
  @Mixin private ElfArgument elf;
  @Mixin private PatchingOptions patching;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or html. Default: ${DEFAULT-VALUE}.")
  private ReportFormat format;

  @Override
  public Integer call() throws IOException {
    PatchPlan plan = Patcher.plan(elf.read(), patching.read(DebugInfo.FOLLOWS));
    StandardOutput.print(format.render(plan));
    return ExitStatus.OK;
  }
}
