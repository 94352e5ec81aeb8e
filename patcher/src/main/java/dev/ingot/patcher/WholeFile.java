package dev.ingot.patcher;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files whole or not at all: into a temporary neighbour, then renamed. */
final class WholeFile {
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  private WholeFile() {}

  static void writeExecutable(Path target, byte[] content) {
    write(target, content, EXECUTABLE);
  }

  static void write(Path target, byte[] content) {
    write(target, content, PLAIN);
  }

  private static void write(Path target, byte[] content, Set<PosixFilePermission> permissions) {
    Path temporary = null;
    try {
      Path folder = target.toAbsolutePath().getParent();
      temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp");
      Files.write(temporary, content);
      if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(temporary, permissions);
      }
      move(temporary, target);
      temporary = null;
    } catch (IOException e) {
      throw new RefusedException(
          new Refusal(
              String.valueOf(target.getFileName()),
              "output file",
              "not writable (%s: %s)".formatted(e.getClass().getSimpleName(), e.getMessage()),
              "a writable folder with %d bytes free".formatted(content.length),
              "name another output file; nothing was written"),
          e);
    } finally {
      removeLeftover(temporary);
    }
  }

  private static void move(Path temporary, Path target) throws IOException {
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void removeLeftover(Path temporary) {
    if (temporary != null) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException e) {
        temporary.toFile().deleteOnExit();
      }
    }
  }
}
