package dev.ingot.emulator.device.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs of the host that the tests compare with.
 *
 * @param directory where they run; scratch files go there too
 */
public record HostProgram(Path directory) {
  private static final int TIMEOUT_SECONDS = 300;

  /**
   * Runs a program without input.
   *
   * @return what it printed, one character a byte
   * @throws IOException when it fails or takes too long, with what it said
   */
  public String run(String... command) throws IOException, InterruptedException {
    Path output = directory.resolve("stdout");
    Path errors = directory.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String text = Files.readString(output, StandardCharsets.ISO_8859_1);
    if (!ended || process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command)
              + (ended ? " failed with " + process.exitValue() : " did not end")
              + ":\n"
              + Files.readString(errors)
              + text);
    }
    return text;
  }
}
