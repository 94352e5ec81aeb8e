package dev.ingot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Boots test programs with {@code ingot boot}: patched, made into an image, on a machine. */
final class GuestRunner {
  /** What ingot says last when {@code --timeout} ends a run. */
  private static final String TIME_LIMIT = "\ningot: --timeout reached";

  private final Path ingot;
  private final Path logs;
  private final GoDistribution go;
  private final GuestMachine machine;

  /**
   * @param ingot the launcher
   * @param work the folder of this release; each machine has a folder of logs in it
   * @param repetition 1 for the first run on this machine; each has its own folder
   */
  GuestRunner(Path ingot, Path work, GoDistribution go, GuestMachine machine, int repetition) {
    this.ingot = ingot;
    this.logs =
        work.resolve(
            repetition == 1 ? machine.tag() : "%s-run-%d".formatted(machine.tag(), repetition));
    this.go = go;
    this.machine = machine;
  }

  Run run(StdPackage unit, Path program, String skipped, RootFolder root)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(ingot.toString(), "boot", "-q", program.toString()));
    command.addAll(List.of("--machine", machine.option()));
    Needs needs = Needs.of(unit);
    int cpus = Math.max(machine.cpus(), needs.cpus());
    command.addAll(List.of("--cpus", Integer.toString(cpus)));
    command.addAll(List.of("--memory", needs.mebibytes() + "M"));
    command.addAll(List.of("--timeout", Long.toString(Settings.limit().toSeconds())));
    command.addAll(List.of("--root", root.folder().toString()));
    Settings.environment(go, unit, Settings.TEMPORARY)
        .forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
    command.add("--");
    command.addAll(Settings.arguments(skipped));
    Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    return withLimit(Run.of(command, environment, log(unit), Settings.limit().plusSeconds(60)));
  }

  /** A run that ingot ended counts as one that we ended. */
  private static Run withLimit(Run run) {
    return run.output().contains(TIME_LIMIT)
        ? new Run(Run.TIMED_OUT, run.wall(), run.output())
        : run;
  }

  /** The run of an earlier call. */
  Run earlier(StdPackage unit) throws IOException {
    return withLimit(Run.read(log(unit)));
  }

  /** The day of the latest run, in UTC. */
  LocalDate lastRun() throws IOException {
    try (Stream<Path> files = Files.list(logs)) {
      long latest = files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
      return LocalDate.ofInstant(Instant.ofEpochMilli(latest), ZoneOffset.UTC);
    }
  }

  boolean hasEarlier(StdPackage unit) {
    return Run.exists(log(unit));
  }

  private Path log(StdPackage unit) {
    return logs.resolve(unit.fileName() + ".log");
  }
}
