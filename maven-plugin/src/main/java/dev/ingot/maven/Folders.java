package dev.ingot.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugin.MojoExecutionException;

/** The folders that goals write to. */
final class Folders {
  private Folders() {}

  /** Makes the folder of a file that a goal will write. */
  static void makeFolderOf(File file) throws MojoExecutionException {
    try {
      Files.createDirectories(file.toPath().toAbsolutePath().getParent());
    } catch (IOException failure) {
      throw new MojoExecutionException(
          "the folder of " + file + " cannot be made: " + failure.getMessage(), failure);
    }
  }
}
