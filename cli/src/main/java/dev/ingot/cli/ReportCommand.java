package dev.ingot.cli;

import dev.ingot.patcher.DebugInfo;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.IOException;

/** {@code ingot report}: what patching would change, on stdout. */
final class ReportCommand extends Command {
  private final ElfArgument elf = new ElfArgument(model);
  private final PatchingOptions patching = new PatchingOptions(model);

  private final Argument<ReportFormat> format =
      Option.oneOf(ReportFormat.values(), "--format")
          .label("FORMAT")
          .orElse("text")
          .says("text, json or html. Default: ${DEFAULT-VALUE}.")
          .in(model);

  ReportCommand() {
    super(
        "report",
        "Tell what patching a program changes; writes nothing but the report, to stdout.",
        "",
        "  ingot report ./hello --format html > hello.html");
  }

  @Override
  public Integer call() throws IOException {
    PatchPlan plan = Patcher.plan(elf.read(), patching.read(DebugInfo.FOLLOWS));
    StandardOutput.print(format.value().render(plan));
    return ExitStatus.OK;
  }
}
