package dev.ingot.cli;

import dev.ingot.image.freestanding.FreestandingImage;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.WholeFile;
import java.io.IOException;

/** {@code ingot image}: patch and build. */
final class ImageCommand extends Command {
  private final ProgramOptions program = new ProgramOptions(model);
  private final PatchingOptions patching = new PatchingOptions(model);
  private final FreestandingOptions kernel = new FreestandingOptions(model);
  private final PatchRecordOptions records = new PatchRecordOptions(model);
  private final OutputOptions output = new OutputOptions(model, "the image");
  private final MessageOptions messages = new MessageOptions(model);

  private final Argument<ByteSize> memory =
      Option.converted(ByteSize.class, ByteSize::parse, "-m", "--memory")
          .label("SIZE")
          .orElse("512M")
          .says(
              "The least RAM that the image shall boot with; a larger image is refused. Default:"
                  + " ${DEFAULT-VALUE}.")
          .in(model);

  ImageCommand() {
    super(
        "image",
        "Patch a Go program and make a bootable image of it.",
        "",
        "The image boots with ingot run, and with",
        "  qemu-system-aarch64 -M virt -cpu max -m 512M -nographic -semihosting -kernel IMAGE",
        "",
        "  ingot image ./hello -o hello.img",
        "  ingot image ./kernel --freestanding --entry main.KernelMain --layout ram -o kernel.img");
  }

  @Override
  public Integer call() throws IOException {
    Stages stages = messages.stages();
    if (kernel.isAsked()) {
      FreestandingImage image = KernelCasting.of(program, patching, kernel, memory.value(), stages);
      write(image.plan(), image.bytes(), stages);
    } else {
      Casting casting = Casting.of(program, patching, memory.value(), stages);
      write(casting.plan(), casting.image().bytes(), stages);
    }
    return ExitStatus.OK;
  }

  private void write(PatchPlan plan, byte[] image, Stages stages) {
    Casting.notes(plan, stages);
    if (output.writes(stages)) {
      WholeFile.write(output.path(), image);
      records.write(plan);
      stages.done("wrote", "%s", output.path());
    }
  }
}
