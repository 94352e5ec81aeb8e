package dev.ingot.cli;

import dev.ingot.patcher.DebugInfo;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.IOException;

/** {@code ingot patch}: the patched ELF alone. */
final class PatchCommand extends Command {
  private final ElfArgument elf = new ElfArgument(model);
  private final PatchingOptions patching = new PatchingOptions(model);
  private final PatchRecordOptions records = new PatchRecordOptions(model);
  private final OutputOptions output = new OutputOptions(model, "the patched ELF");
  private final MessageOptions messages = new MessageOptions(model);

  PatchCommand() {
    super(
        "patch",
        "Patch a Go program; the result is an ELF that also runs under Linux.",
        "",
        "  ingot patch ./hello -o hello.patched --manifest hello.json");
  }

  @Override
  public Integer call() throws IOException {
    Stages stages = messages.stages();
    stages.working("patch", elf.path().toString());
    PatchPlan plan = Patcher.plan(elf.read(), patching.read(DebugInfo.FOLLOWS));
    Casting.report(plan, stages);
    Casting.notes(plan, stages);
    if (output.writes(stages)) {
      plan.writeTo(output.path());
      records.write(plan);
      stages.done("wrote", "%s", output.path());
    }
    return ExitStatus.OK;
  }
}
