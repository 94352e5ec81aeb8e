package dev.ingot.cli;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import dev.ingot.image.ImageHeader;
import dev.ingot.image.ImagedProgram;
import dev.ingot.image.freestanding.ImagedKernel;
import dev.ingot.image.freestanding.KernelHeader;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code ingot run}: boot an image that was made before. */
final class RunCommand extends Command {
  private final Argument<Path> path =
      Parameter.optionalPath(model, 0, "IMAGE", "What ingot image wrote.");

  private final Argument<List<String>> arguments =
      Parameter.words(
          model, 1, "ARG", "Arguments of the program, behind --; they replace the baked-in ones.");

  private final EnvironmentOption environment = new EnvironmentOption(model);
  private final KernelOptions kernels = new KernelOptions(model);
  private final MachineOptions machine = new MachineOptions(model);
  private final ObservationOptions observation = new ObservationOptions(model);
  private final MessageOptions messages = new MessageOptions(model);

  RunCommand() {
    super(
        "run",
        "Boot an image.",
        "",
        "Arguments and --env override what was baked into the image.",
        "",
        "  ingot run hello.img",
        "  ingot run hello.img --env DEBUG=1 -- first second",
        "  ingot run --kernel Image --initrd initrd.cpio --append console=ttyAMA0");
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Guest> otherKernel = kernels.guest(path.ifGiven());
    Guest guest = otherKernel.isPresent() ? otherKernel.get() : image();
    return GuestMachines.boot(machine, observation, guest, messages.stages()).exitStatus();
  }

  private Guest image() throws IOException {
    if (!path.isGiven()) {
      throw usage("name an image, or a kernel by --kernel");
    }
    Path file = path.value();
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "this is a folder; name an image");
    }
    byte[] image = Files.readAllBytes(file);
    Optional<KernelHeader> kernel = KernelHeader.read(image);
    return kernel.isPresent() ? kernelIn(image, kernel.get()) : programIn(image);
  }

  private Guest kernelIn(byte[] image, KernelHeader header) {
    return new Guest(
        path.value(),
        image,
        path.ifGiven(),
        header.inRom() ? Guest.Kind.KERNEL_IN_FLASH : Guest.Kind.KERNEL,
        "",
        GuestSymbols.of(() -> ImagedKernel.in(image, header)));
  }

  private Guest programIn(byte[] image) {
    check(image);
    return new Guest(
        path.value(),
        image,
        path.ifGiven(),
        Guest.Kind.PROGRAM,
        BootArguments.of(environment.variables(), arguments.value()),
        GuestSymbols.of(() -> ImagedProgram.in(image)));
  }

  private void check(byte[] image) {
    try {
      ImageHeader header = ImageHeader.read(image);
      if (header.fileSize() != image.length) {
        throw new IllegalArgumentException(
            "%d bytes; its header says %d".formatted(image.length, header.fileSize()));
      }
    } catch (IllegalArgumentException notAnImage) {
      throw new RefusedException(
          new Refusal(
              path.value().getFileName().toString(),
              "header",
              notAnImage.getMessage(),
              "an image of ingot's",
              "make one with `ingot image ELF -o FILE`, or boot an ELF with `ingot boot ELF`"),
          notAnImage);
    }
  }
}
