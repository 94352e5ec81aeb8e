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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ingot run}: boot an image that was made before. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Boot an image.",
    description = {
      "",
      "Arguments and --env override what was baked into the image.",
      "",
      "  ingot run hello.img",
      "  ingot run hello.img --env DEBUG=1 -- first second",
      "  ingot run --kernel Image --initrd initrd.cpio --append console=ttyAMA0"
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      arity = "0..1",
      description = "What ingot image wrote.")
  private Path path;

  @Parameters(
      index = "1..*",
      paramLabel = "ARG",
      arity = "0..*",
      description = "Arguments of the program, behind --; they replace the baked-in ones.")
  private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec;
  @Mixin private EnvironmentOption environment;
  @Mixin private KernelOptions kernels;
  @Mixin private MachineOptions machine;
  @Mixin private ObservationOptions observation;
  @Mixin private MessageOptions messages;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Guest> otherKernel = kernels.guest(Optional.ofNullable(path));
    Guest guest = otherKernel.isPresent() ? otherKernel.get() : image();
    return GuestMachines.boot(machine, observation, guest, messages.stages()).exitStatus();
  }

  private Guest image() throws IOException {
    if (path == null) {
      throw new ParameterException(spec.commandLine(), "name an image, or a kernel by --kernel");
    }
    if (Files.isDirectory(path)) {
      throw new FileSystemException(path.toString(), null, "this is a folder; name an image");
    }
    byte[] image = Files.readAllBytes(path);
    Optional<KernelHeader> kernel = KernelHeader.read(image);
    return kernel.isPresent() ? kernelIn(image, kernel.get()) : programIn(image);
  }

  private Guest kernelIn(byte[] image, KernelHeader header) {
    return new Guest(
        image,
        Optional.of(path),
        header.inRom() ? Guest.Kind.KERNEL_IN_FLASH : Guest.Kind.KERNEL,
        "",
        GuestSymbols.of(() -> ImagedKernel.in(image, header)));
  }

  private Guest programIn(byte[] image) {
    check(image);
    return new Guest(
        image,
        Optional.of(path),
        Guest.Kind.PROGRAM,
        BootArguments.of(environment.variables(), arguments),
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
              path.getFileName().toString(),
              "header",
              notAnImage.getMessage(),
              "an image of ingot's",
              "make one with `ingot image ELF -o FILE`, or boot an ELF with `ingot boot ELF`"),
          notAnImage);
    }
  }
}
