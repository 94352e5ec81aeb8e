package dev.ingot.benchmarks.laws;

import dev.ingot.benchmarks.toolchain.GoToolchain;
import dev.ingot.benchmarks.toolchain.GoToolchain.Mode;
import dev.ingot.benchmarks.toolchain.Selection;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints whether the laws of patching hold for the measured programs, and whether each works as
 * before with its old {@code .bss} unmapped and frequent garbage collections.
 *
 * <p>Arguments: folder for the built programs; then programs and releases, or none for all.
 */
public final class Laws {
  private static final List<Mode> MODES = List.of(Mode.USUAL, Mode.STRIPPED, Mode.RECORDED);

  private final PrintStream out;

  private Laws(PrintStream out) {
    this.out = out;
  }

  /** Prints a table to stdout and exits with 1 when a law does not hold. */
  public static void main(String[] arguments) throws IOException {
    Selection selection = Selection.of(arguments);
    Laws laws = new Laws(System.out);
    laws.printHead();
    boolean hold = true;
    for (String program : selection.programs()) {
      for (GoToolchain go : selection.toolchains()) {
        for (Mode mode : MODES) {
          hold &= laws.print(go, program, mode);
        }
      }
    }
    System.exit(hold ? 0 : 1);
  }

  /** The laws that do not hold, and "run" when the patched program does not do what it did. */
  static List<String> broken(GoToolchain go, String program, Mode mode) throws IOException {
    Path original = go.build(program, mode);
    ElfImage image = ElfImage.read(original);
    PatchPlan plan = Patcher.plan(GoProgram.of(image), PatchOptions.forBoot());
    List<String> broken = new ArrayList<>();
    for (Law law : Law.values()) {
      if (!law.holds(image, plan)) {
        broken.add(law.name());
      }
    }
    Path folder = Files.createTempDirectory(go.folder(), "laws");
    try {
      Path patched = folder.resolve("patched");
      plan.writeTo(patched);
      Workload workload = new Workload(go, folder);
      if (!workload.run(program, patched).equals(workload.run(program, original))) {
        broken.add("run");
      }
    } finally {
      delete(folder);
    }
    return broken;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private void printHead() {
    out.println("| Go | program | linked | identity, one edit a byte, undo, unmapped | same run |");
    out.println("|---|---|---|---|---|");
  }

  private boolean print(GoToolchain go, String program, Mode mode) throws IOException {
    List<String> broken = broken(go, program, mode);
    boolean sameRun = !broken.remove("run");
    out.printf(
        "| %s | %s | %s | %s | %s |%n",
        go.release(),
        program,
        mode,
        broken.isEmpty() ? "hold" : "broken: " + broken,
        sameRun ? "yes" : "NO");
    out.flush();
    return sameRun && broken.isEmpty();
  }
}
