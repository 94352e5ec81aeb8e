package dev.ingot.benchmarks;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs the kernels of {@code benchmarks/programs/kernels} on the reference machine and on QEMU, in
 * turns and from the same image, and prints how they compare. A machine's speed is the CPU time
 * that one repetition takes: of QEMU the user time of the whole process, of the reference machine
 * that of the thread that is the guest's CPU. So other work on the host moves the ratios little.
 *
 * <p>Arguments: the image, and optionally the kernels to run. {@code INGOT_JAVA_OPTS} holds further
 * JVM options for the reference machine, as for the launcher.
 */
public final class KernelsAgainstQemu {
  private static final List<String> QEMU =
      List.of("qemu-system-aarch64", "-M", "virt,gic-version=3", "-cpu", "max", "-m", "512");
  private static final List<String> QEMU_BARE =
      List.of("-display", "none", "-monitor", "none", "-serial", "null", "-nic", "none");

  /** A kernel and how often to repeat it, which takes QEMU some five seconds. */
  private record Kernel(String name, int repetitions) {}

  private static final List<Kernel> KERNELS =
      List.of(
          new Kernel("sha", 95),
          new Kernel("matmul", 25),
          new Kernel("sieve", 50),
          new Kernel("chase", 75),
          new Kernel("fib", 380),
          new Kernel("map", 13),
          new Kernel("quick", 55),
          new Kernel("sort", 100),
          new Kernel("tree", 95));

  /** Without uncommon traps, and with a small young generation: see docs/machine.md. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmn16m",
          "-XX:-UsePerfData",
          "-XX:PerMethodTrapLimit=0",
          "-XX:PerBytecodeTrapLimit=0",
          "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");

  private final String image;

  private KernelsAgainstQemu(String image) {
    this.image = image;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    KernelsAgainstQemu benchmark = new KernelsAgainstQemu(args[0]);
    List<String> wanted = Arrays.asList(args).subList(1, args.length);
    System.out.printf(
        "kernel   million  QEMU    ours    steady  cold   inter- trans- regions  trans-  TLB"
            + " misses memory%n         insns/   ms/     ms/     QEMU/  QEMU/  preter lated "
            + "         lation  for 1000   MB%n         rep      rep     rep     ours   ours   M/s "
            + "   %%              s       insns%n");
    double product = 1;
    int count = 0;
    for (Kernel kernel : KERNELS) {
      if (wanted.isEmpty() || wanted.contains(kernel.name())) {
        product *= benchmark.compare(kernel);
        count++;
      }
    }
    System.out.printf(
        Locale.ROOT, "geometric mean of the steady ratios: %.2f%n", Math.pow(product, 1.0 / count));
  }

  /** Prints a line and gives QEMU's time of a repetition over ours, in steady state. */
  private double compare(Kernel kernel) throws IOException, InterruptedException {
    GuestRun.Figures once = ours(kernel.name() + " 1", "ON");
    double qemuOnce = qemuSeconds(kernel.name() + " 1");
    String all = kernel.name() + " " + kernel.repetitions();
    GuestRun.Figures ours = ours(all, "ON");
    double qemuAll = qemuSeconds(all);
    GuestRun.Figures interpreted = ours(kernel.name() + " 2", "OFF");
    int more = kernel.repetitions() - 1;
    double instructions = (double) (ours.instructions() - once.instructions()) / more;
    double qemuSeconds = (qemuAll - qemuOnce) / more;
    double ourSeconds = instructions / ours.steadyRate();
    double steady = qemuSeconds / ourSeconds;
    System.out.printf(
        Locale.ROOT,
        "%-8s %7.1f %7.1f %7.1f %7.2f %6.2f %7.0f %6.1f %7d %8.2f %8.3f %8d%n",
        kernel.name(),
        instructions / 1e6,
        qemuSeconds * 1e3,
        ourSeconds * 1e3,
        steady,
        qemuAll / ours.cpuSeconds(),
        interpreted.steadyRate() / 1e6,
        ours.translatedShare() * 100,
        ours.regions(),
        ours.translationSeconds(),
        ours.missesPerMille(),
        ours.memoryBeyondGuest() / 1_000_000);
    return steady;
  }

  private GuestRun.Figures ours(String arguments, String translator)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_OPTIONS);
    String more = System.getenv().getOrDefault("INGOT_JAVA_OPTS", "").strip();
    command.addAll(more.isEmpty() ? List.of() : List.of(more.split(" +", -1)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), GuestRun.class.getName()));
    command.addAll(List.of(image, arguments, translator));
    return GuestRun.Figures.parse(output(command));
  }

  private double qemuSeconds(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(QEMU);
    command.addAll(QEMU_BARE);
    command.addAll(List.of("-semihosting", "-kernel", image, "-append", arguments));
    return TimedProcess.run(command).user();
  }

  private static String output(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          "%s ended with status %d: %s".formatted(command, status, output));
    }
    return output;
  }
}
