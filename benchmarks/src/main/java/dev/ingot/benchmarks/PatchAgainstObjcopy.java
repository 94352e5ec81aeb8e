package dev.ingot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Patches programs with {@code ingot patch} and copies them with GNU objcopy, in turns, and prints
 * the CPU time of the whole processes, their ratio, and ingot's time a megabyte. Arguments: the
 * launcher, how many turns, and the programs.
 */
public final class PatchAgainstObjcopy {
  private static final double BYTES_PER_MEGABYTE = 1e6;

  private PatchAgainstObjcopy() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int turns = Integer.parseInt(args[2]);
    Path output = Files.createTempFile("ingot-bench", ".elf");
    try {
      System.out.println("CPU time, least of %d turns".formatted(turns));
      compare(args[0], args[1], output.toString(), turns);
    } finally {
      Files.delete(output);
    }
  }

  private static void compare(String launcher, String program, String output, int turns)
      throws IOException, InterruptedException {
    double ours = Double.MAX_VALUE;
    double theirs = Double.MAX_VALUE;
    for (int turn = 0; turn < turns; turn++) {
      ours = Math.min(ours, cpuSeconds(List.of(launcher, "patch", "-q", program, "-o", output)));
      theirs = Math.min(theirs, cpuSeconds(List.of("aarch64-linux-gnu-objcopy", program, output)));
    }
    double megabytes = Files.size(Path.of(program)) / BYTES_PER_MEGABYTE;
    System.out.printf(
        Locale.ROOT,
        "%-24s %6.1f MB  ingot patch %.3f s (%.1f ms a MB)  objcopy %.3f s  ratio %.1f%n",
        Path.of(program).getFileName(),
        megabytes,
        ours,
        ours * 1000 / megabytes,
        theirs,
        ours / theirs);
  }

  /** User and system time of a command, as bash's {@code time} tells. */
  private static double cpuSeconds(List<String> command) throws IOException, InterruptedException {
    List<String> timed =
        new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT='%U %S'; time \"$@\"", "bash"));
    timed.addAll(command);
    Process process =
        new ProcessBuilder(timed)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("%s failed: %s".formatted(command, printed));
    }
    String[] times = printed.substring(printed.lastIndexOf('\n') + 1).split(" ", -1);
    return Double.parseDouble(times[0]) + Double.parseDouble(times[1]);
  }
}
