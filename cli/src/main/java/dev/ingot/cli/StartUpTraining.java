package dev.ingot.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs the commands that a start-up cache is made from (cli/pom.xml): what they load, later runs
 * find loaded. In the jar because such a cache holds for one class path only. Arguments: a program,
 * where its image goes, which {@link RunTraining} wants, and a program of a newer Go release, in
 * which there is more to patch.
 */
final class StartUpTraining {
  private StartUpTraining() {}

  public static void main(String[] args) throws IOException {
    String program = args[0];
    String image = args[1];
    String newer = args[2];
    Path folder = Files.createTempDirectory("ingot-training");
    Path patched = folder.resolve("patched");
    Path manifest = folder.resolve("manifest.json");
    try {
      require("--version");
      require("patch", newer, "-o", patched.toString());
      require("patch", program, "-o", patched.toString(), "--manifest", manifest.toString());
      require("boot", program);
      require("image", program, "-o", image);
      RunTraining.run(image);
      // Closes stdout, so that no other command can follow.
      require(
          "verify", patched.toString(), "--against", program, "--manifest", manifest.toString());
    } finally {
      for (Path file : List.of(patched, manifest, folder)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Runs a command with its stage lines, and tells of them only when it fails. */
  static void require(String... commandLine) {
    PrintStream stderr = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    int status;
    try {
      status = Main.run(commandLine);
    } finally {
      System.setErr(stderr);
    }
    if (status != ExitStatus.OK) {
      throw new IllegalStateException(
          "ingot %s ends with %d: %s"
              .formatted(
                  String.join(" ", commandLine), status, said.toString(StandardCharsets.UTF_8)));
    }
  }
}
