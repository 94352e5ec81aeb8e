package dev.ingot.cli;

import dev.ingot.emulator.Symbolizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** A kernel that ingot did not make, such as Linux. */
final class KernelOptions extends OptionGroup {
  private final Argument<Path> kernel =
      Option.path("--kernel")
          .label("FILE")
          .says(
              "Boot this uncompressed arm64 Image, such as Linux, in place of an image of ingot's;"
                  + " its console is the UART.")
          .in(model);

  private final Argument<Path> initrd =
      Option.path("--initrd").label("FILE").says("The initial RAM disk of --kernel.").in(model);

  private final Argument<String> append =
      Option.of(String.class, "--append")
          .label("TEXT")
          .says("The command line of --kernel, for Linux such as \"console=ttyAMA0\".")
          .in(model);

  KernelOptions(CommandSpec model) {
    super(model);
  }

  /**
   * The kernel to boot, if one was named.
   *
   * @param image what else was named to be booted
   */
  Optional<Guest> guest(Optional<Path> image) throws IOException {
    if (!kernel.isGiven()) {
      if (initrd.isGiven() || append.isGiven()) {
        throw usage("--initrd and --append: they belong to --kernel, which is missing");
      }
      return Optional.empty();
    }
    if (image.isPresent()) {
      throw usage("%s: --kernel is booted in place of an image; name one".formatted(image.get()));
    }
    if (initrd.isGiven() && !Files.isReadable(initrd.value())) {
      throw usage("--initrd %s: there is no such file to read".formatted(initrd.value()));
    }
    return Optional.of(
        new Guest(
            kernel.value(),
            Files.readAllBytes(kernel.value()),
            kernel.ifGiven(),
            Guest.Kind.OTHER_KERNEL,
            append.ifGiven().orElse(""),
            Symbolizer.none(),
            initrd.ifGiven()));
  }
}
