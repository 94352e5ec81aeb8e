package dev.ingot.benchmarks.patch;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole processes, timed by bash: from its fork to the end of the program. */
final class TimedProcess {
  private TimedProcess() {}

  /**
   * Runs a command.
   *
   * @throws IllegalStateException when it fails
   */
  static Measured run(List<String> command) {
    Ended ended = end(Map.of(), command);
    if (ended.status != 0) {
      throw new IllegalStateException("%s failed: %s".formatted(command, ended.printed));
    }
    String[] times = ended.printed.substring(ended.printed.lastIndexOf('\n') + 1).split(" ", -1);
    return new Measured(
        Double.parseDouble(times[0]), Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
  }

  /** Whether a command succeeds. */
  static boolean succeeds(Map<String, String> environment, List<String> command) {
    return end(environment, command).status == 0;
  }

  private record Ended(int status, String printed) {}

  private static Ended end(Map<String, String> environment, List<String> command) {
    List<String> timed =
        new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\"", "bash"));
    timed.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(timed).redirectInput(new File("/dev/null")).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Ended(process.waitFor(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
