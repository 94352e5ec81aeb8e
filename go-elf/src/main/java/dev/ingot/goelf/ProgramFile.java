package dev.ingot.goelf;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads program files whole, whatever is in them. */
public final class ProgramFile {
  /** Largest file that is read: a buffer's offsets are 31 bits, and patching needs two. */
  private static final long LARGEST_FILE = 1L << 30;

  private ProgramFile() {}

  /** The name for messages and reports: the file's, without its folder. */
  public static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  /**
   * The file's bytes.
   *
   * @throws RefusedException when it is no file, cannot be read or is larger than 1 GiB
   */
  public static byte[] read(Path path) {
    requireFile(path);
    try {
      requireSize(path, Files.size(path));
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new RefusedException(unreadable(nameOf(path), e), e);
    }
  }

  /**
   * The file's bytes, read-only and in place: none is copied to the heap. A file that shrinks while
   * somebody reads it gives an {@link InternalError} at the first byte that is no longer there.
   *
   * @throws RefusedException when it is no file, cannot be read or is larger than 1 GiB
   */
  static MappedByteBuffer map(Path path) {
    requireFile(path);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = file.size();
      requireSize(path, size);
      return file.map(MapMode.READ_ONLY, 0, size);
    } catch (IOException e) {
      throw new RefusedException(unreadable(nameOf(path), e), e);
    }
  }

  private static void requireFile(Path path) {
    if (Files.isDirectory(path)) {
      throw new RefusedException(
          new Refusal(nameOf(path), "file", "a folder", "an ELF file", "name a program"));
    }
  }

  private static void requireSize(Path path, long size) {
    if (size > LARGEST_FILE) {
      throw new RefusedException(
          new Refusal(
              nameOf(path),
              "file size",
              size + " bytes",
              "up to 1 GiB",
              "strip the program (go build -ldflags='-s -w')"));
    }
  }

  private static Refusal unreadable(String name, IOException failure) {
    return switch (failure) {
      case NoSuchFileException _ ->
          new Refusal(name, "file", "no such file", "an ELF file", "check the path");
      default ->
          new Refusal(
              name,
              "file",
              "not readable (" + failure.getClass().getSimpleName() + ")",
              "a readable file",
              "check its permissions");
    };
  }
}
