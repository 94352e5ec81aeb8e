package dev.ingot.cli;

import dev.ingot.image.freestanding.FreestandingImage;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ingot image}: patch and build. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    header = "Patch a Go program and make a bootable image of it.",
    description = {
      "",
      "The image boots with ingot run, and with",
      "  qemu-system-aarch64 -M virt -cpu max -m 512M -nographic -semihosting -kernel IMAGE",
      "",
      "  ingot image ./hello -o hello.img",
      "  ingot image ./kernel --freestanding --entry main.KernelMain --layout ram -o kernel.img"
    })
final class ImageCommand implements Callable<Integer> {
  @Mixin private ProgramOptions program;
  @Mixin private PatchingOptions patching;
  @Mixin private FreestandingOptions kernel;
  @Mixin private PatchRecordOptions records;
  @Mixin private MessageOptions messages;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the image goes.")
  private Path output;

  @Option(
      names = {"-m", "--memory"},
      paramLabel = "SIZE",
      defaultValue = "512M",
      converter = ByteSize.Converter.class,
      description =
          "The least RAM that the image shall boot with; a larger image is refused. Default:"
              + " ${DEFAULT-VALUE}.")
  private ByteSize memory;

  @Option(names = "--dry-run", description = "Do everything but write files.")
  private boolean dryRun;

  @Override
  public Integer call() throws IOException {
    Stages stages = messages.stages();
    if (kernel.isAsked()) {
      FreestandingImage image = KernelCasting.of(program, patching, kernel, memory, stages);
      write(image.plan(), image.bytes(), stages);
    } else {
      Casting casting = Casting.of(program, patching, memory, stages);
      write(casting.plan(), casting.image().bytes(), stages);
    }
    return ExitStatus.OK;
  }

  private void write(PatchPlan plan, byte[] image, Stages stages) {
    Casting.notes(plan, stages);
    if (dryRun) {
      stages.done("dry run", "%s would be written", output);
    } else {
      WholeFile.write(output, image);
      records.write(plan);
      stages.done("wrote", "%s", output);
    }
  }
}
