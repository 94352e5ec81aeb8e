package dev.ingot.asm.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Included files from a list of directories; the first that has the file wins.
 *
 * @param directories in the order of search
 */
public record DirectoryFiles(List<Path> directories) implements SourceFiles {
  /** Largest included file, bytes. */
  private static final long MAX_FILE = 64L << 20;

  @Override
  public Optional<SourceText> text(String name) {
    // Latin-1 would show other bytes than the file has in errors; bad UTF-8 becomes U+FFFD.
    return bytes(name).map(b -> new SourceText(name, new String(b, StandardCharsets.UTF_8)));
  }

  @Override
  public Optional<byte[]> bytes(String name) {
    for (Path directory : directories) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(read(file));
      }
    }
    return Optional.empty();
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new IOException(file + " is larger than " + MAX_FILE + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
