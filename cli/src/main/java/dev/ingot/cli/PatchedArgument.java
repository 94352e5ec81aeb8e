package dev.ingot.cli;

import dev.ingot.goelf.ProgramFile;
import dev.ingot.patcher.PatchRecord;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** A patched program, and the manifest that was written with it. */
final class PatchedArgument {
  private final Argument<Path> patched;
  private final Argument<Path> manifest;

  PatchedArgument(CommandSpec model) {
    patched = Parameter.path(model, 0, "PATCHED", "The patched program.");
    manifest =
        Option.path("--manifest")
            .required()
            .label("FILE")
            .says("The manifest that was written with the patched program.")
            .in(model);
  }

  /** The program's name, for messages. */
  String name() {
    return ProgramFile.nameOf(patched.value());
  }

  byte[] read() {
    return ProgramFile.read(patched.value());
  }

  /** What the manifest says of it. */
  PatchRecord record() {
    return PatchRecord.read(manifest.value());
  }
}
