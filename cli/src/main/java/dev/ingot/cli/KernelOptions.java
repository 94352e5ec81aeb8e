package dev.ingot.cli;

import dev.ingot.emulator.Symbolizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** A kernel that ingot did not make, such as Linux. */
final class KernelOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--kernel",
      paramLabel = "FILE",
      description =
          "Boot this uncompressed arm64 Image, such as Linux, in place of an image of ingot's; its"
              + " console is the UART.")
  private Path kernel;

  @Option(
      names = "--initrd",
      paramLabel = "FILE",
      description = "The initial RAM disk of --kernel.")
  private Path initrd;

  @Option(
      names = "--append",
      paramLabel = "TEXT",
      description = "The command line of --kernel, for Linux such as \"console=ttyAMA0\".")
  private String append;

  /**
   * The kernel to boot, if one was named.
   *
   * @param image what else was named to be booted
   */
  Optional<Guest> guest(Optional<Path> image) throws IOException {
    if (kernel == null) {
      if (initrd != null || append != null) {
        throw usage("--initrd and --append: they belong to --kernel, which is missing");
      }
      return Optional.empty();
    }
    if (image.isPresent()) {
      throw usage("%s: --kernel is booted in place of an image; name one".formatted(image.get()));
    }
    if (initrd != null && !Files.isReadable(initrd)) {
      throw usage("--initrd %s: there is no such file to read".formatted(initrd));
    }
    return Optional.of(
        new Guest(
            Files.readAllBytes(kernel),
            Optional.of(kernel),
            Guest.Kind.OTHER_KERNEL,
            append == null ? "" : append,
            Symbolizer.none(),
            Optional.ofNullable(initrd)));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
