package dev.ingot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of a whole process, all its threads, in seconds.
 *
 * @param user in the program itself
 * @param system in the kernel for it
 */
record CpuTime(double user, double system) {
  double total() {
    return user + system;
  }

  /** Runs a command without input and output. */
  static CpuTime of(List<String> command) throws IOException, InterruptedException {
    List<String> timed = new ArrayList<>(List.of("bash", "-c"));
    timed.add("TIMEFORMAT='%U %S'; time \"$@\" >/dev/null 2>/dev/null");
    timed.add("bash");
    timed.addAll(command);
    Process process =
        new ProcessBuilder(timed)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException("%s ended with status %d".formatted(command, status));
    }
    String[] seconds = output.split(" ", -1);
    return new CpuTime(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
  }
}
