package dev.ingot.benchmarks;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs images with {@code ingot run} and with QEMU, in turns, and prints the ratios of the least
 * wall times and the least CPU times of the whole processes, start-up and all threads included.
 * What does not succeed on both is told and does not count, and the benchmark fails. Arguments: the
 * launcher, how many turns, and the images.
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
  private final int turns;
  private final List<Double> wallRatios = new ArrayList<>();
  private final List<Double> cpuRatios = new ArrayList<>();

  private ProgramsAgainstQemu(String launcher, int turns) {
    this.launcher = launcher;
    this.turns = turns;
  }

  /** The least seconds of all turns, and the last exit status that was no success. */
  private static final class Least {
    private double wall = Double.POSITIVE_INFINITY;
    private double cpu = Double.POSITIVE_INFINITY;
    private int status;

    void add(TimedProcess.Ended ended) {
      wall = Math.min(wall, ended.times().wall());
      cpu = Math.min(cpu, ended.times().cpu());
      status = ended.status() == 0 ? status : ended.status();
    }
  }

  public static void main(String[] args) {
    ProgramsAgainstQemu benchmark = new ProgramsAgainstQemu(args[0], Integer.parseInt(args[1]));
    List<String> images = Arrays.asList(args).subList(2, args.length);
    System.out.printf(
        "least of %d turns, s   QEMU: wall    CPU   ours: wall    CPU   QEMU/ours: wall    CPU%n",
        benchmark.turns);
    images.forEach(benchmark::compare);
    System.out.printf(
        Locale.ROOT,
        "geometric mean of %-2d %57.2f   %4.2f%n",
        benchmark.wallRatios.size(),
        geometricMean(benchmark.wallRatios),
        geometricMean(benchmark.cpuRatios));
    if (benchmark.wallRatios.size() < images.size()) {
      System.exit(1);
    }
  }

  private static double geometricMean(List<Double> ratios) {
    return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
  }

  private void compare(String image) {
    List<String> qemu = new ArrayList<>(QEMU);
    qemu.add(image);
    Least ours = new Least();
    Least theirs = new Least();
    for (int turn = 0; turn < turns; turn++) {
      ours.add(TimedProcess.end(List.of(launcher, "run", "-q", "--memory", "1G", image)));
      theirs.add(TimedProcess.end(qemu));
    }
    Path name = Path.of(image).getFileName();
    if (ours.status != 0 || theirs.status != 0) {
      System.out.printf(
          "%-20s failed: status %d on QEMU, %d on ours; run it with ingot run %s%n",
          name, theirs.status, ours.status, image);
      return;
    }
    wallRatios.add(theirs.wall / ours.wall);
    cpuRatios.add(theirs.cpu / ours.cpu);
    System.out.printf(
        Locale.ROOT,
        "%-20s %14.2f   %4.2f %12.2f   %4.2f %17.2f   %4.2f%n",
        name,
        theirs.wall,
        theirs.cpu,
        ours.wall,
        ours.cpu,
        wallRatios.getLast(),
        cpuRatios.getLast());
  }
}
