package dev.ingot.benchmarks.patch;

import dev.ingot.benchmarks.patch.Measured.Least;
import dev.ingot.benchmarks.toolchain.GoToolchain;
import dev.ingot.benchmarks.toolchain.GoToolchain.Mode;
import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Patches programs of about 1, 25 and 85 MB and copies them with GNU objcopy, in turns: {@code
 * ingot patch} and objcopy as whole processes, and the engine in this JVM once it is warm. Each
 * writes a file that is not there yet. Prints the least times, their ratios, times a megabyte, and
 * the smallest heap that each patch works with. Arguments: the launcher, a folder for the programs,
 * how many turns, and programs to measure instead.
 */
public final class PatchAgainstObjcopy {
  private static final double BYTES_PER_MEGABYTE = 1e6;
  private static final double MILLISECONDS = 1e3;

  /** Turns of the engine before a JVM's compilers have settled. */
  private static final int WARM_UP = 15;

  private final String launcher;
  private final Path program;
  private final Path output;

  private final Least cold = new Least();
  private final Least copy = new Least();
  private final Least warm = new Least();

  private PatchAgainstObjcopy(String launcher, Path program, Path output) {
    this.launcher = launcher;
    this.program = program;
    this.output = output;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[1]).toAbsolutePath();
    int turns = Integer.parseInt(args[2]);
    List<Path> programs =
        args.length > 3
            ? List.of(args).subList(3, args.length).stream().map(Path::of).toList()
            : programs(folder);
    Path output = Files.createTempFile("ingot-bench", ".elf");
    try {
      System.out.printf("least of %d turns; objcopy: aarch64-linux-gnu-objcopy IN OUT%n", turns);
      for (Path program : programs) {
        PatchAgainstObjcopy one = new PatchAgainstObjcopy(args[0], program, output);
        one.measure(turns);
        one.print();
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Stripped ones of the newest installed release: about 1.5, 25 and 85 MB. */
  private static List<Path> programs(Path folder) {
    GoToolchain go = new GoToolchain(GoToolchain.installed().getLast(), folder);
    return List.of("hello", "cmd/compile", "bulk").stream()
        .map(program -> go.build(program, Mode.STRIPPED))
        .toList();
  }

  private void measure(int turns) {
    Scratch.delete(output);
    WarmEngine engine = new WarmEngine(program, output);
    for (int i = 0; i < WARM_UP; i++) {
      engine.patch();
    }
    for (int turn = 0; turn < turns; turn++) {
      cold.measure(() -> timed(patching()));
      copy.measure(() -> timed(copying()));
      Scratch.delete(output);
      warm.measure(engine::patch);
    }
  }

  /** To replace a file that was just written would mean to wait for the disk. */
  private Measured timed(List<String> command) {
    Scratch.delete(output);
    return Measured.of(TimedProcess.run(command));
  }

  private List<String> patching() {
    return List.of(launcher, "patch", "-q", program.toString(), "-o", output.toString());
  }

  private List<String> copying() {
    return List.of("aarch64-linux-gnu-objcopy", program.toString(), output.toString());
  }

  private void print() throws IOException {
    double megabytes = Files.size(program) / BYTES_PER_MEGABYTE;
    int edits = new WarmEngine(program, output).edits();
    System.out.printf(
        Locale.ROOT,
        "%s: %.1f MB, %,d edits; smallest heap %d MiB%n",
        program.getFileName(),
        megabytes,
        edits,
        SmallestHeap.of(patching()));
    row("objcopy, whole process", copy, megabytes);
    row("ingot patch, whole process", cold, megabytes);
    row("the engine, warm", warm, megabytes);
  }

  private void row(String what, Least times, double megabytes) {
    System.out.printf(
        Locale.ROOT,
        "  %-28s wall %7.1f ms (%5.1f times objcopy)   CPU %7.1f ms (%5.1f times)   %6.2f ms a"
            + " MB%n",
        what,
        times.wall() * MILLISECONDS,
        times.wall() / copy.wall(),
        times.cpu() * MILLISECONDS,
        times.cpu() / copy.cpu(),
        times.wall() * MILLISECONDS / megabytes);
  }
}
