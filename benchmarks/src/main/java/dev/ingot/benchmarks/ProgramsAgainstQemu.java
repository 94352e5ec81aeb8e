package dev.ingot.benchmarks;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs images with {@code ingot run}, cold and with the translations of a run before ({@code
 * --keep-translations}), and with QEMU, in turns, and prints the ratios of the least wall times and
 * the least CPU times of the whole processes, start-up and all threads included. What does not
 * succeed everywhere is told and does not count, and the benchmark fails. Arguments: the launcher,
 * how many turns, and the images.
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
  private final Ratios cold = new Ratios();
  private final Ratios warm = new Ratios();

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

  /** What QEMU took over what we took, a program each. */
  private static final class Ratios {
    private final List<Double> wall = new ArrayList<>();
    private final List<Double> cpu = new ArrayList<>();

    void add(Least theirs, Least ours) {
      wall.add(theirs.wall / ours.wall);
      cpu.add(theirs.cpu / ours.cpu);
    }

    String last() {
      return columns(wall.getLast(), cpu.getLast());
    }

    String geometricMeans() {
      return columns(geometricMean(wall), geometricMean(cpu));
    }

    private static double geometricMean(List<Double> ratios) {
      return Math.exp(ratios.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
    }
  }

  private static String columns(double wall, double cpu) {
    return String.format(Locale.ROOT, "%9.2f %6.2f", wall, cpu);
  }

  public static void main(String[] args) {
    ProgramsAgainstQemu benchmark = new ProgramsAgainstQemu(args[0], Integer.parseInt(args[1]));
    List<String> images = Arrays.asList(args).subList(2, args.length);
    System.out.printf(
        "%-20s %16s %16s %16s %16s %16s%n",
        "least of " + benchmark.turns + ", s", "QEMU", "cold", "warm", "QEMU/cold", "QEMU/warm");
    System.out.println(" ".repeat(20) + "      wall    CPU".repeat(5));
    images.forEach(benchmark::compare);
    System.out.printf(
        "%-71s %s %s%n",
        "geometric mean of " + benchmark.cold.wall.size(),
        benchmark.cold.geometricMeans(),
        benchmark.warm.geometricMeans());
    if (benchmark.cold.wall.size() < images.size()) {
      System.exit(1);
    }
  }

  private void compare(String image) {
    Path file = Path.of(image).toAbsolutePath();
    List<String> ours = List.of(launcher, "run", "-q", "--memory", "1G", image);
    List<String> keeping = new ArrayList<>(ours);
    keeping.add("--keep-translations=" + file.resolveSibling("translations"));
    List<String> qemu = new ArrayList<>(QEMU);
    qemu.add(image);
    Least ourCold = new Least();
    Least ourWarm = new Least();
    Least theirs = new Least();
    TimedProcess.end(keeping);
    for (int turn = 0; turn < turns; turn++) {
      ourCold.add(TimedProcess.end(ours));
      ourWarm.add(TimedProcess.end(keeping));
      theirs.add(TimedProcess.end(qemu));
    }
    if (ourCold.status != 0 || ourWarm.status != 0 || theirs.status != 0) {
      System.out.printf(
          "%-20s failed: status %d on QEMU, %d on ours, %d warm; run it with ingot run %s%n",
          file.getFileName(), theirs.status, ourCold.status, ourWarm.status, image);
      return;
    }
    cold.add(theirs, ourCold);
    warm.add(theirs, ourWarm);
    System.out.printf(
        "%-20s %s %s %s %s %s%n",
        file.getFileName(),
        columns(theirs.wall, theirs.cpu),
        columns(ourCold.wall, ourCold.cpu),
        columns(ourWarm.wall, ourWarm.cpu),
        cold.last(),
        warm.last());
  }
}
