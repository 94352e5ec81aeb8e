package dev.ingot.cli;

import dev.ingot.patcher.Inspection;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingot inspect}: what a program is. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    header = "Tell what a Go program is: release, build mode, segments, barriers, .bss.")
final class InspectCommand implements Callable<Integer> {
  @Mixin private ElfArgument elf;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Inspection inspection = Inspection.of(elf.read());
    StandardOutput.print(json ? inspection.toJson() : inspection.toText());
    return ExitStatus.OK;
  }
}
