package dev.ingot.benchmarks.toolchain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the programs that the benchmark builds and compares with. */
public final class Command {
  private Command() {}

  /** Gives each line of a command's stdout; its stderr goes to ours. */
  public static void lines(List<String> command, Consumer<String> consumer) {
    run(Map.of(), command, consumer);
  }

  /**
   * The same with environment variables.
   *
   * @throws IllegalStateException when it ends with another status than 0
   */
  public static void run(
      Map<String, String> environment, List<String> command, Consumer<String> consumer) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        reader.lines().forEach(consumer);
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(command + " ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
