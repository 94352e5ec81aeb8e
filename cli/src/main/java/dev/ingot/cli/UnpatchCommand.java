package dev.ingot.cli;

import dev.ingot.patcher.PatchRecord;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;

/** {@code ingot unpatch}: the original back. */
final class UnpatchCommand extends Command {
  private final PatchedArgument patched = new PatchedArgument(model);
  private final OutputOptions output = new OutputOptions(model, "the original");
  private final MessageOptions messages = new MessageOptions(model);

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
    PatchRecord record = patched.record();
    byte[] original = record.restore(patched.read(), patched.name());
    Stages stages = messages.stages();
    stages.done("unpatch", "%s edits taken back", Stages.count(record.edits().size()));
    if (output.writes(stages)) {
      WholeFile.writeExecutable(output.path(), original);
      stages.done("wrote", "%s, the %s of the manifest", output.path(), record.name());
    }
    return ExitStatus.OK;
  }
}
