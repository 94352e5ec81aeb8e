package dev.ingot.cli;

import dev.ingot.linkerscript.script.LinkerScript;
import dev.ingot.linkerscript.script.PartSizes;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Path;

/** {@code ingot linker-script}: a script for GNU ld and lld from a board. */
final class LinkerScriptCommand extends Command {
  private final BoardOptions board = new BoardOptions(model);
  private final MessageOptions messages = new MessageOptions(model);

  private final Argument<ByteSize> stack =
      Option.converted(ByteSize.class, ByteSize::parse, "--stack")
          .label("SIZE")
          .orElse("64K")
          .says("The boot stack, a multiple of 4K. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<ByteSize> pageTables =
      Option.converted(ByteSize.class, ByteSize::parse, "--page-tables")
          .label("SIZE")
          .orElse("64K")
          .says("Room for translation tables, a multiple of 4K. Default: ${DEFAULT-VALUE}.")
          .in(model);

  private final Argument<Path> output =
      Option.path("-o", "--output")
          .label("FILE")
          .says("Where the script goes. Default: stdout.")
          .in(model);

  private final Argument<Boolean> dryRun =
      Option.flag("--dry-run").says("Do everything but write files.").in(model);

  LinkerScriptCommand() {
    super(
        "linker-script",
        "Write a linker script for GNU ld and lld from a board.",
        "",
        "  ingot linker-script --layout rom -o virt.ld",
        "  ingot linker-script --dtb bcm2711-rpi-4-b.dtb > pi4.ld");
  }

  @Override
  public Integer call() throws IOException {
    String script = LinkerScript.of(board.read(), board.layout(), sizes());
    if (!output.isGiven()) {
      StandardOutput.print(script);
    } else if (dryRun.value()) {
      messages.stages().done("dry run", "%s would be written", output.value());
    } else {
      WholeFile.write(output.value(), script);
    }
    return ExitStatus.OK;
  }

  private PartSizes sizes() {
    return new PartSizes(
        allowed("--stack", stack.value()), allowed("--page-tables", pageTables.value()));
  }

  private long allowed(String option, ByteSize size) {
    if (!PartSizes.isAllowed(size.bytes())) {
      throw usage(
          "%s %s; allowed is a multiple of 4K, from 4K to 1024G"
              .formatted(option, size.inMebibytes()));
    }
    return size.bytes();
  }
}
