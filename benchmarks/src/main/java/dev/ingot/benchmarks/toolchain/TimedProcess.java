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
   * How a process ended.
   *
   * @param status its exit status
   * @param times what it took
   * @param messages what it printed on stderr
   */
  public record Ended(int status, Times times, String messages) {}

  /**
   * Runs a command with an empty stdin; what it prints on stdout is dropped.
   *
   * @throws IllegalStateException when it fails
   */
  public static Times run(List<String> command) {
    Ended ended = end(command);
    if (ended.status != 0) {
      throw new IllegalStateException(
          "%s failed with status %d: %s".formatted(command, ended.status, ended.messages));
    }
    return ended.times;
  }

  /** The same for a command that may fail. */
  public static Ended end(List<String> command) {
    return end(Map.of(), command);
  }

  /** Whether a command succeeds. */
  public static boolean succeeds(Map<String, String> environment, List<String> command) {
    return end(environment, command).status == 0;
  }

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
      int lastLine = printed.lastIndexOf('\n') + 1;
      return new Ended(
          process.waitFor(), times(printed.substring(lastLine)), printed.substring(0, lastLine));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Times times(String line) {
    String[] times = line.split(" ", -1);
    return new Times(
        Double.parseDouble(times[0]), Double.parseDouble(times[1]), Double.parseDouble(times[2]));
  }
}
