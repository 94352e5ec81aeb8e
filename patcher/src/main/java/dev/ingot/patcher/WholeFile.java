package dev.ingot.patcher;

import dev.ingot.goelf.Refusal;
import dev.ingot.goelf.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files whole or not at all: into a temporary neighbour, then renamed. A file that is there
 * is replaced; a place that cannot be written is a {@link RefusedException}, and nothing is left.
 */
public final class WholeFile {
  private static final Set<PosixFilePermission> EXECUTABLE =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  private WholeFile() {}

  /** What a file holds, written when it is asked for. */
  interface Content {
    /** Bytes. */
    long size();

    /** Writes all of it. */
    void writeTo(WritableByteChannel target) throws IOException;
  }

  /** Bytes on the heap. */
  private record HeapContent(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void writeTo(WritableByteChannel target) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        target.write(rest);
      }
    }
  }

  /** Writes a program, {@code rwxr-xr-x}. */
  static void writeExecutable(Path target, Content content) {
    write(target, content, EXECUTABLE);
  }

  /** Writes a program, {@code rwxr-xr-x}. */
  public static void writeExecutable(Path target, byte[] content) {
    write(target, new HeapContent(content), EXECUTABLE);
  }

  /** Writes a file, {@code rw-r--r--}. */
  public static void write(Path target, byte[] content) {
    write(target, new HeapContent(content), PLAIN);
  }

  /** Writes a text in UTF-8, {@code rw-r--r--}. */
  public static void write(Path target, String text) {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path target, Content content, Set<PosixFilePermission> permissions) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(
          target,
          "no folder " + folder,
          "a folder that exists",
          "make it, or name another place",
          null);
    }
    if (Files.isDirectory(target)) {
      throw refused(target, "a folder", "a file", "name the file to write", null);
    }
    Path temporary = null;
    try {
      temporary = neighbour(folder, target);
      try (FileChannel file =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(file);
      }
      if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(temporary, permissions);
      }
      move(temporary, target);
      temporary = null;
    } catch (IOException e) {
      throw refused(
          target,
          "not writable (%s: %s)".formatted(e.getClass().getSimpleName(), e.getMessage()),
          "a writable folder with %d bytes free".formatted(content.size()),
          "name another output file",
          e);
    } finally {
      removeLeftover(temporary);
    }
  }

  /**
   * A name that no file has. Whoever takes it meanwhile makes the write fail, which opens new files
   * only; the time tells runs apart that write the same file at once.
   */
  private static Path neighbour(Path folder, Path target) {
    return folder.resolve(
        "." + target.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".tmp");
  }

  private static RefusedException refused(
      Path target, String found, String allowed, String remedy, IOException cause) {
    return new RefusedException(
        new Refusal(
            String.valueOf(target.getFileName()),
            "output file",
            found,
            allowed,
            remedy + "; nothing was written"),
        cause);
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
