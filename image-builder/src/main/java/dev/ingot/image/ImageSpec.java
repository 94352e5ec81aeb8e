package dev.ingot.image;

import dev.ingot.goelf.ElfImage;
import dev.ingot.linkerscript.Board;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What goes into an image.
 *
 * @param program the patched ELF
 * @param arguments the program's arguments, argv[0] first; none may hold a NUL
 * @param environment {@code NAME=VALUE} strings
 * @param root a folder that becomes the read-only file tree at {@code /}
 * @param board the machine that the image must fit
 */
public record ImageSpec(
    ElfImage program,
    List<String> arguments,
    List<String> environment,
    Optional<Path> root,
    Board board) {
  public ImageSpec {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("no arguments: argv[0], the program's name, is the least");
    }
  }
}
