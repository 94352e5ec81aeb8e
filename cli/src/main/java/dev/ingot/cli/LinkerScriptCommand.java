package dev.ingot.cli;

import dev.ingot.linkerscript.script.LinkerScript;
import dev.ingot.linkerscript.script.PartSizes;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ingot linker-script}: a script for GNU ld and lld from a board. */
@Command(
    name = "linker-script",
    mixinStandardHelpOptions = true,
    header = "Write a linker script for GNU ld and lld from a board.",
    description = {
      "",
      "  ingot linker-script --layout rom -o virt.ld",
      "  ingot linker-script --dtb bcm2711-rpi-4-b.dtb > pi4.ld"
    })
final class LinkerScriptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private BoardOptions board;
  @Mixin private MessageOptions messages;

  @Option(
      names = "--stack",
      paramLabel = "SIZE",
      defaultValue = "64K",
      converter = ByteSize.Converter.class,
      description = "The boot stack, a multiple of 4K. Default: ${DEFAULT-VALUE}.")
  private ByteSize stack;

  @Option(
      names = "--page-tables",
      paramLabel = "SIZE",
      defaultValue = "64K",
      converter = ByteSize.Converter.class,
      description = "Room for translation tables, a multiple of 4K. Default: ${DEFAULT-VALUE}.")
  private ByteSize pageTables;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the script goes. Default: stdout.")
  private Path output;

  @Option(names = "--dry-run", description = "Do everything but write files.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    String script = LinkerScript.of(board.read(), board.layout(), sizes());
    if (output == null) {
      StandardOutput.print(script);
    } else if (dryRun) {
      messages.stages().done("dry run", "%s would be written", output);
    } else {
      WholeFile.write(output, script);
    }
    return ExitStatus.OK;
  }

  private PartSizes sizes() {
    requireAllowed("--stack", stack);
    requireAllowed("--page-tables", pageTables);
    return new PartSizes(stack.bytes(), pageTables.bytes());
  }

  private void requireAllowed(String option, ByteSize size) {
    if (!PartSizes.isAllowed(size.bytes())) {
      throw new ParameterException(
          spec.commandLine(),
          "%s %s; allowed is a multiple of 4K, from 4K to 1024G"
              .formatted(option, size.inMebibytes()));
    }
  }
}
