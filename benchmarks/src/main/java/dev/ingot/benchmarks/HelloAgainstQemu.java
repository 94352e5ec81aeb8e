package dev.ingot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Boots one image with {@code ingot run} and with QEMU, in turns, and prints the ratio of the whole
 * processes' wall times. Arguments: the launcher, the image, and how many turns.
 */
public final class HelloAgainstQemu {
  private HelloAgainstQemu() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> ingot = List.of(args[0], "run", "-q", args[1]);
    List<String> qemu = new ArrayList<>(List.of("qemu-system-aarch64", "-M", "virt"));
    qemu.addAll(List.of("-cpu", "max", "-m", "512M", "-nographic", "-nic", "none"));
    qemu.addAll(List.of("-semihosting", "-kernel", args[1]));
    int turns = Integer.parseInt(args[2]);
    double[] ours = new double[turns];
    double[] theirs = new double[turns];
    for (int turn = 0; turn < turns; turn++) {
      ours[turn] = seconds(ingot);
      theirs[turn] = seconds(qemu);
    }
    Arrays.sort(ours);
    Arrays.sort(theirs);
    System.out.printf(
        Locale.ROOT,
        "ingot run   %.3f s median, %.3f s least%nqemu        %.3f s median, %.3f s least%n",
        ours[turns / 2],
        ours[0],
        theirs[turns / 2],
        theirs[0]);
    System.out.printf(
        Locale.ROOT,
        "ratio       %.2f of the medians (%d runs each, in turns; target: at most 1.5)%n",
        ours[turns / 2] / theirs[turns / 2],
        turns);
  }

  private static double seconds(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int status = process.waitFor();
    if (status != 0 || !output.equals("Hello, World!")) {
      throw new IllegalStateException(
          "%s ended with status %d: %s".formatted(command, status, output));
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
