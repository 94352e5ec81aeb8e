package dev.ingot.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files whole or not at all: to a temporary file beside the target, then by a rename. */
final class OutputFile {
  private static final FileAttribute<Set<PosixFilePermission>> READABLE_BY_ALL =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--"));

  private static final FileAttribute<Set<PosixFilePermission>> EXECUTABLE_BY_ALL =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

  private OutputFile() {}

  static void write(Path target, String text) throws IOException {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, replacing one that is there.
   *
   * @throws IOException naming the target when it cannot be written; nothing is left behind
   */
  static void write(Path target, byte[] bytes) throws IOException {
    write(target, bytes, READABLE_BY_ALL);
  }

  /** The same for a program. */
  static void writeExecutable(Path target, byte[] bytes) throws IOException {
    write(target, bytes, EXECUTABLE_BY_ALL);
  }

  private static void write(
      Path target, byte[] bytes, FileAttribute<Set<PosixFilePermission>> permissions)
      throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new FileSystemException(
          target.toString(), null, "its folder does not exist; make it, or write elsewhere");
    }
    if (Files.isDirectory(target)) {
      throw new FileSystemException(
          target.toString(), null, "this is a folder; name a file to write");
    }
    Path temporary = null;
    try {
      temporary = Files.createTempFile(folder, ".ingot-", ".tmp", permissions);
      Files.write(temporary, bytes);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      if (temporary != null) {
        Files.deleteIfExists(temporary);
      }
      throw new FileSystemException(
          target.toString(), null, "cannot be written (%s); write elsewhere".formatted(failure));
    }
  }
}
