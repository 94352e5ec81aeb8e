package dev.ingot.benchmarks.toolchain;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whole processes, timed by bash: from its fork to the end of the program. */
public final class TimedProcess {
  /** The times stand on a line of their own, whatever the command has printed. */
  private static final String TIMED = "TIMEFORMAT=$'\\n%R %U %S'; time \"$@\" >/dev/null";

  private TimedProcess() {}

  /**
   * What a process took, with all its threads and those of its children, in seconds.
   *
   * @param wall from its start to its end
   * @param user CPU time in the programs themselves
   * @param system CPU time in the kernel for them
   */
  public record Times(double wall, double user, double system) {
    /** User and system time. */
    public double cpu() {
      return user + system;
    }
  }

  /**
   * Runs a command with an empty stdin; what it prints on stdout is dropped.
   *
   * @throws IllegalStateException when it fails
   */
  public static Times run(List<String> command) {
    Ended ended = end(Map.of(), command);
    if (ended.status != 0) {
      throw new IllegalStateException("%s failed: %s".formatted(command, ended.printed));
    }
    String[] times = ended.printed.substring(ended.printed.lastIndexOf('\n') + 1).split(" ", -1);
    return new Times(
        Double.parseDouble(times[0]), Double.parseDouble(times[1]), Double.parseDouble(times[2]));
  }

  /** Whether a command succeeds. */
  public static boolean succeeds(Map<String, String> environment, List<String> command) {
    return end(environment, command).status == 0;
  }

  private record Ended(int status, String printed) {}

  private static Ended end(Map<String, String> environment, List<String> command) {
    List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bash"));
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
