package dev.ingot.benchmarks.patch;

import com.sun.management.OperatingSystemMXBean;
import dev.ingot.goelf.ElfImage;
import dev.ingot.goelf.GoProgram;
import dev.ingot.patcher.PatchOptions;
import dev.ingot.patcher.PatchPlan;
import dev.ingot.patcher.Patcher;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * The engine in this JVM: from the file to the patched file, as {@code ingot patch} does it.
 *
 * @param program the file to patch
 * @param output where the patched file goes; none is there before, nor stays
 */
record WarmEngine(Path program, Path output) {
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOSECONDS = 1e9;

  /** Patches that are timed together: the CPU time of a process counts in steps of 10 ms. */
  private static final int ROUNDS = 10;

  /** What one patch takes, with everything that the JVM does meanwhile. */
  Measured patch() {
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    for (int i = 0; i < ROUNDS; i++) {
      plan().writeTo(output);
      // Removed at once, so that the next one gets the same pages, but not measured.
      cpu -= THREADS.getCurrentThreadCpuTime();
      wall -= System.nanoTime();
      Scratch.delete(output);
      cpu += THREADS.getCurrentThreadCpuTime();
      wall += System.nanoTime();
    }
    return new Measured(
        (System.nanoTime() - wall) / NANOSECONDS / ROUNDS,
        (SYSTEM.getProcessCpuTime() - cpu) / NANOSECONDS / ROUNDS);
  }

  int edits() {
    return plan().edits().size();
  }

  private PatchPlan plan() {
    return Patcher.plan(GoProgram.of(ElfImage.read(program)), PatchOptions.forBoot());
  }
}
