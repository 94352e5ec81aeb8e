package dev.ingot.benchmarks;

import dev.ingot.emulator.Machine;
import dev.ingot.emulator.MachineConfig;
import dev.ingot.emulator.Outcome;
import dev.ingot.emulator.RunLimits;
import dev.ingot.emulator.RunResult;
import dev.ingot.emulator.Translator;
import dev.ingot.emulator.cpu.CpuModel;
import dev.ingot.emulator.cpu.TranslationStatistics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs an image on the reference machine in this JVM and prints one line of blank-separated
 * figures, in the order of {@link Figures}. Arguments: the image, its boot arguments, and a {@link
 * Translator}.
 */
public final class GuestRun {
  /** Instructions between two looks at the clock of the thread. */
  private static final long STEP = 20_000_000L;

  private GuestRun() {}

  /**
   * What a run shows.
   *
   * @param instructions that the guest took
   * @param cpuSeconds CPU time of the thread that is the guest's CPU, HotSpot's threads apart
   * @param steadyRate instructions in a second of that time, over the second half of the run
   * @param translatedShare of the instructions, those that ran in regions
   * @param regions how many were translated
   * @param translationSeconds that translating took
   * @param missesPerMille data accesses that missed the TLB, for 1000 instructions
   * @param memoryBeyondGuest bytes of the process at its largest, less the guest RAM it touched
   */
  record Figures(
      long instructions,
      double cpuSeconds,
      double steadyRate,
      double translatedShare,
      long regions,
      double translationSeconds,
      double missesPerMille,
      long memoryBeyondGuest) {

    static Figures parse(String line) {
      String[] words = line.strip().split(" ", -1);
      return new Figures(
          Long.parseLong(words[0]),
          Double.parseDouble(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]),
          Long.parseLong(words[4]),
          Double.parseDouble(words[5]),
          Double.parseDouble(words[6]),
          Long.parseLong(words[7]));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%d %.3f %.0f %.4f %d %.3f %.3f %d",
          instructions,
          cpuSeconds,
          steadyRate,
          translatedShare,
          regions,
          translationSeconds,
          missesPerMille,
          memoryBeyondGuest);
    }
  }

  /** A moment of the run. */
  private record Sample(long instructions, long cpuNanoseconds) {}

  public static void main(String[] args) throws IOException {
    Machine machine =
        new Machine(
            MachineConfig.builder()
                .cpuModel(CpuModel.MAX)
                .bootArguments(args[1])
                .translator(Translator.valueOf(args[2]))
                .build());
    machine.load(Path.of(args[0]));
    System.out.println(measure(machine).line());
  }

  private static Figures measure(Machine machine) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Sample> samples =
        new ArrayList<>(List.of(new Sample(0, threads.getCurrentThreadCpuTime())));
    RunResult result;
    do {
      long done = samples.getLast().instructions();
      result = machine.run(RunLimits.instructions(done + STEP));
      samples.add(new Sample(result.instructions(), threads.getCurrentThreadCpuTime()));
    } while (result.outcome() instanceof Outcome.InstructionLimit);
    if (!(result.outcome() instanceof Outcome.Exited(int status)) || status != 0) {
      throw new IllegalStateException("the guest ended with " + result.outcome());
    }
    Sample middle = samples.get(samples.size() / 2);
    Sample end = samples.getLast();
    TranslationStatistics statistics = machine.statistics();
    return new Figures(
        end.instructions(),
        end.cpuNanoseconds() / 1e9,
        (end.instructions() - middle.instructions())
            * 1e9
            / Math.max(1, end.cpuNanoseconds() - middle.cpuNanoseconds()),
        (double) statistics.translatedInstructions() / end.instructions(),
        statistics.regions(),
        statistics.nanoseconds() / 1e9,
        statistics.tlbMisses() * 1e3 / end.instructions(),
        largestResidentBytes() - machine.touchedBytes());
  }

  /** VmHWM of proc(5). */
  private static long largestResidentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
