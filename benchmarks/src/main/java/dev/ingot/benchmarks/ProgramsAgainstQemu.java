package dev.ingot.benchmarks;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs images with {@code ingot run} and with QEMU, in turns, and prints the ratio of the CPU times
 * of the whole processes, start-up and all threads included. What does not succeed on both is told
 * and does not count, and the benchmark fails. Arguments: the launcher, and the images.
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

  private final String launcher;
  private final List<Double> ratios = new ArrayList<>();

  private ProgramsAgainstQemu(String launcher) {
    this.launcher = launcher;
  }

  public static void main(String[] args) {
    ProgramsAgainstQemu benchmark = new ProgramsAgainstQemu(args[0]);
    List<String> images = Arrays.asList(args).subList(1, args.length);
    System.out.printf("program              QEMU, s   ours, s   QEMU/ours%n");
    images.forEach(benchmark::compare);
    System.out.printf(
        Locale.ROOT,
        "geometric mean: %.2f (of %d programs)%n",
        Math.exp(benchmark.ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN)),
        benchmark.ratios.size());
    if (benchmark.ratios.size() < images.size()) {
      System.exit(1);
    }
  }

  private void compare(String image) {
    List<String> qemu = new ArrayList<>(QEMU);
    qemu.add(image);
    TimedProcess.Ended ours =
        TimedProcess.end(List.of(launcher, "run", "-q", "--memory", "1G", image));
    TimedProcess.Ended theirs = TimedProcess.end(qemu);
    Path name = Path.of(image).getFileName();
    if (ours.status() != 0 || theirs.status() != 0) {
      System.out.printf(
          "%-20s failed: status %d on QEMU, %d on ours; run it with ingot run %s%n",
          name, theirs.status(), ours.status(), image);
      return;
    }
    double ratio = theirs.times().cpu() / ours.times().cpu();
    ratios.add(ratio);
    System.out.printf(
        Locale.ROOT,
        "%-20s %7.2f   %7.2f   %9.2f%n",
        name,
        theirs.times().cpu(),
        ours.times().cpu(),
        ratio);
  }
}
