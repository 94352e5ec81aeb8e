package dev.ingot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A finished run of a test program.
 *
 * @param status its exit status; {@link #TIMED_OUT} when we ended it
 * @param wall how long it took
 * @param output what it printed, stdout and stderr together
 */
record Run(int status, Duration wall, String output) {
  /** The status that timeout(1) uses. */
  static final int TIMED_OUT = 124;

  /**
   * Runs a command with nothing on stdin.
   *
   * @param environment all of it: nothing is inherited
   * @param log where the output goes, and stays
   */
  static Run of(List<String> command, Map<String, String> environment, Path log, Duration limit)
      throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    long start = System.nanoTime();
    Process process = builder.start();
    int status = TIMED_OUT;
    try {
      if (process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        status = process.exitValue();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    Run run =
        new Run(
            status,
            Duration.ofNanos(System.nanoTime() - start),
            Files.readString(log, Settings.TEXT));
    Files.writeString(statusFile(log), "%d %d%n".formatted(status, run.wall.toMillis()));
    return run;
  }

  /** The run that an earlier one left in a log. */
  static Run read(Path log) throws IOException {
    String[] fields = Files.readString(statusFile(log)).trim().split(" ", 2);
    return new Run(
        Integer.parseInt(fields[0]),
        Duration.ofMillis(Long.parseLong(fields[1])),
        Files.readString(log, Settings.TEXT));
  }

  static boolean exists(Path log) {
    return Files.exists(log) && Files.exists(statusFile(log));
  }

  private static Path statusFile(Path log) {
    return log.resolveSibling(log.getFileName() + ".status");
  }
}
