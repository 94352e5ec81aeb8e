package dev.ingot.cli;

import dev.ingot.patcher.DebugInfo;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
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
  @Mixin private PatchRecordOptions records;
  @Mixin private MessageOptions messages;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the patched ELF goes.")
  private Path output;

  @Option(names = "--dry-run", description = "Do everything but write files.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Stages stages = messages.stages();
    stages.working("patch", elf.path().toString());
    PatchPlan plan = Patcher.plan(elf.read(), patching.read(DebugInfo.FOLLOWS));
    Casting.report(plan, stages);
    Casting.notes(plan, stages);
    if (dryRun) {
      stages.done("dry run", "%s would be written", output);
    } else {
      plan.writeTo(output);
      records.write(plan);
      stages.done("wrote", "%s", output);
    }
    return ExitStatus.OK;
  }
}
