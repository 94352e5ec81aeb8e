package dev.ingot.cli;

import dev.ingot.emulator.Symbolizer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a machine is given to boot.
 *
 * @param image the image's bytes
 * @param file where they lie, when they lie in a file already
 * @param inFlash whether the image is the contents of the flash that the CPU starts in, rather than
 *     an arm64 Image
 * @param bootArguments {@code /chosen/bootargs}; empty for what was baked in
 * @param symbolizer names addresses in the program and in the nucleus
 */
record Guest(
    byte[] image,
    Optional<Path> file,
    boolean inFlash,
    String bootArguments,
    Symbolizer symbolizer) {}
