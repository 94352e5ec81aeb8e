package dev.ingot.cli;

import dev.ingot.goelf.ProgramFile;
import dev.ingot.patcher.PatchRecord;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** {@code ingot unpatch}: the original back. */
final class UnpatchCommand extends Command {
  private final MessageOptions messages = new MessageOptions(model);

  private final Argument<Path> patched =
      Parameter.path(model, 0, "PATCHED", "The patched program.");

  private final Argument<Path> manifest =
      Option.path("--manifest")
          .required()
          .label("FILE")
          .says("The manifest that was written with the patched program.")
          .in(model);

  private final Argument<Path> output =
      Option.path("-o", "--output")
          .required()
          .label("FILE")
          .says("Where the original goes.")
          .in(model);

  private final Argument<Boolean> dryRun =
      Option.flag("--dry-run").says("Do everything but write files.").in(model);

  UnpatchCommand() {
    super(
        "unpatch",
        "Restore the original of a patched program, byte for byte, from its manifest.",
        "",
        "A file that is not the one that the manifest tells is refused, and nothing is written.",
        "",
        "  ingot unpatch hello.patched --manifest hello.json -o hello");
  }

  @Override
  public Integer call() throws IOException {
    PatchRecord record = PatchRecord.read(manifest.value());
    byte[] original =
        record.restore(ProgramFile.read(patched.value()), ProgramFile.nameOf(patched.value()));
    Stages stages = messages.stages();
    stages.done("unpatch", "%s edits taken back", Stages.count(record.edits().size()));
    if (dryRun.value()) {
      stages.done("dry run", "%s would be written", output.value());
    } else {
      WholeFile.writeExecutable(output.value(), original);
      stages.done("wrote", "%s, the %s of the manifest", output.value(), record.name());
    }
    return ExitStatus.OK;
  }
}
