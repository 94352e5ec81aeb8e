package dev.ingot.benchmarks;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs images with {@code ingot run} and with QEMU, in turns, and prints the ratio of the CPU times
 * of the whole processes, start-up and all threads included. Arguments: the launcher, and the
 * images.
 */
public final class ProgramsAgainstQemu {
  private static final List<String> QEMU =
      List.of(
          "qemu-system-aarch64",
          "-M",
          "virt",
          "-cpu",
          "max",
          "-m",
          "1G",
          "-nographic",
          "-nic",
          "none",
          "-semihosting",
          "-kernel");

  private ProgramsAgainstQemu() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.printf("program              QEMU, s   ours, s   QEMU/ours%n");
    double product = 1;
    List<String> images = Arrays.asList(args).subList(1, args.length);
    for (String image : images) {
      double ours = TimedProcess.run(List.of(args[0], "run", "-q", "--memory", "1G", image)).cpu();
      List<String> qemu = new ArrayList<>(QEMU);
      qemu.add(image);
      double theirs = TimedProcess.run(qemu).cpu();
      product *= theirs / ours;
      System.out.printf(
          Locale.ROOT,
          "%-20s %7.2f   %7.2f   %9.2f%n",
          Path.of(image).getFileName(),
          theirs,
          ours,
          theirs / ours);
    }
    System.out.printf(
        Locale.ROOT, "geometric mean: %.2f%n", Math.pow(product, 1.0 / images.size()));
  }
}
