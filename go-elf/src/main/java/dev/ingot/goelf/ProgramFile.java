package dev.ingot.goelf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads program files whole, whatever is in them. */
public final class ProgramFile {
  /** Largest file that is read: a byte array's offsets are 31 bits, and patching needs two. */
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
    String name = nameOf(path);
    if (Files.isDirectory(path)) {
      throw new RefusedException(
          new Refusal(name, "file", "a folder", "an ELF file", "name a program"));
    }
    try {
      long size = Files.size(path);
      if (size > LARGEST_FILE) {
        throw new RefusedException(
            new Refusal(
                name,
                "file size",
                size + " bytes",
                "up to 1 GiB",
                "strip the program (go build -ldflags='-s -w')"));
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new RefusedException(unreadable(name, e), e);
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
