package dev.ingot.cli;

import dev.ingot.goelf.ProgramFile;
import dev.ingot.patcher.PatchRecord;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingot unpatch}: the original back. */
@Command(
    name = "unpatch",
    mixinStandardHelpOptions = true,
    header = "Restore the original of a patched program, byte for byte, from its manifest.",
    description = {
      "",
      "A file that is not the one that the manifest tells is refused, and nothing is written.",
      "",
      "  ingot unpatch hello.patched --manifest hello.json -o hello"
    })
final class UnpatchCommand implements Callable<Integer> {
  @Mixin private MessageOptions messages;

  @Parameters(index = "0", paramLabel = "PATCHED", description = "The patched program.")
  private Path patched;

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "The manifest that was written with the patched program.")
  private Path manifest;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the original goes.")
  private Path output;

  @Option(names = "--dry-run", description = "Do everything but write files.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    PatchRecord record = PatchRecord.read(manifest);
    byte[] original = record.restore(ProgramFile.read(patched), ProgramFile.nameOf(patched));
    Stages stages = messages.stages();
    stages.done("unpatch", "%s edits taken back", Stages.count(record.edits().size()));
    if (dryRun) {
      stages.done("dry run", "%s would be written", output);
    } else {
      WholeFile.writeExecutable(output, original);
      stages.done("wrote", "%s, the %s of the manifest", output, record.name());
    }
    return ExitStatus.OK;
  }
}
