package dev.ingot.cli;

import dev.ingot.emulator.Symbolizer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a machine is given to boot.
 *
 * @param source the image or program that it comes from
 * @param image the image's bytes
 * @param file where they lie, when they lie in a file already
 * @param kind what the image holds
 * @param bootArguments {@code /chosen/bootargs}; empty for what was baked in
 * @param symbolizer names addresses in the program and in the nucleus
 * @param initialRamDisk what a kernel finds behind itself in memory
 */
record Guest(
    Path source,
    byte[] image,
    Optional<Path> file,
    Kind kind,
    String bootArguments,
    Symbolizer symbolizer,
    Optional<Path> initialRamDisk) {
  /** What an image holds, which says how a machine starts it and where its console is. */
  enum Kind {
    /** The nucleus and a program with standard streams; an arm64 Image. */
    PROGRAM,
    /** A freestanding kernel, whose console is the UART; an arm64 Image. */
    KERNEL,
    /** The same as the contents of the flash that the CPU starts in. */
    KERNEL_IN_FLASH,
    /** A kernel that ingot did not make, whose console is the UART; an arm64 Image. */
    OTHER_KERNEL
  }

  /** A guest without an initial RAM disk. */
  Guest(
      Path source,
      byte[] image,
      Optional<Path> file,
      Kind kind,
      String bootArguments,
      Symbolizer symbolizer) {
    this(source, image, file, kind, bootArguments, symbolizer, Optional.empty());
  }

  /** What people call it: the name of its file. */
  String name() {
    return source.getFileName().toString();
  }
}
