package dev.ingot.cli;

import dev.ingot.patcher.Inspection;
import java.io.IOException;

/** {@code ingot inspect}: what a program is. */
final class InspectCommand extends Command {
  private final ElfArgument elf = new ElfArgument(model);

  private final Argument<Boolean> json = Option.flag("--json").says("As JSON.").in(model);

  InspectCommand() {
    super("inspect", "Tell what a Go program is: release, build mode, segments, barriers, .bss.");
  }

  @Override
  public Integer call() throws IOException {
    Inspection inspection = Inspection.of(elf.read());
    StandardOutput.print(json.value() ? inspection.toJson() : inspection.toText());
    return ExitStatus.OK;
  }
}
