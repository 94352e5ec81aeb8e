package dev.ingot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make conformance}: the tests of Go's standard library, an image a package. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    header = "Run the tests of Go's standard library on the nucleus.",
    description = {
      "",
      "Ends with 0 when every chosen package that must be complete (tiers t0 to t2) is."
    })
final class ConformanceCommand implements Callable<Integer> {
  private static final int NOT_CONFORMING = 1;
  private static final String SLICE = "slice";
  private static final int SHOWN_FAILURES = 8; // the reports have them all

  @Option(names = "--go", defaultValue = "1.23", description = "Release. Default: 1.23.")
  private String release;

  @Option(
      names = "--packages",
      split = ",",
      description = "Import paths, or slice for the 40 that CI runs. Default: all.")
  private List<String> chosen = new ArrayList<>();

  @Option(names = "--cpus", defaultValue = "1", description = "CPUs, 1 to 8. Default: 1.")
  private int cpus;

  @Option(
      names = "--machine",
      defaultValue = "qemu",
      description = "qemu or bundled. Default: qemu.")
  private String machineName;

  @Option(names = "--jobs", defaultValue = "2", description = "Runs at a time. Default: 2.")
  private int jobs;

  @Option(
      names = "--work",
      defaultValue = "out/conformance",
      description = "Where programs, logs and reports go. Default: out/conformance.")
  private Path work;

  @Option(
      names = "--ingot",
      defaultValue = "ingot",
      description = "The launcher. Default: ./ingot.")
  private Path ingot;

  @Option(
      names = "--repeat",
      defaultValue = "1",
      description = "Run everything so many times. Default: 1.")
  private int repeat;

  @Option(
      names = "--repeated-page",
      description = "Write what differs between the runs there (docs/conformance-repeated.md).")
  private Path repeatedPage;

  @Option(names = "--page", description = "Write the table there (docs/conformance.md).")
  private Path page;

  @Option(names = "--report-only", description = "Boot nothing: read the logs of earlier runs.")
  private boolean reportOnly;

  private GoDistribution go;
  private Path place;
  private GuestMachine machine;
  private ReferenceRunner references;
  private final Exclusions exclusions = Exclusions.read();
  private final FailureCauses causes = new FailureCauses();

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ConformanceCommand())
            .setExecutionExceptionHandler(ConformanceCommand::explain)
            .execute(arguments));
  }

  private static int explain(Exception failure, CommandLine line, CommandLine.ParseResult result)
      throws Exception {
    if (failure instanceof MissingException || failure instanceof IllegalArgumentException) {
      System.err.println("conformance: " + failure.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw failure;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    machine = GuestMachine.of(machineName, cpus);
    go = GoDistribution.of(release);
    place = Files.createDirectories(work.toAbsolutePath().resolve(release));
    references = new ReferenceRunner(place, go);
    Tiers tiers = Tiers.of(release);

    List<List<Comparison>> runs = new ArrayList<>();
    GuestRunner guests = guests(1);
    for (int run = 1; run <= repeat; run++) {
      guests = guests(run);
      runs.add(compareAll(choice(guests), guests));
    }
    List<Comparison> first = runs.getFirst();
    JunitReport.write(place.resolve("TEST-%s.xml".formatted(machine.tag())), first);
    if (page != null) {
      ConformancePage text = new ConformancePage(go, machine, tiers, first);
      Files.writeString(page, text.text(command(), guests(1).lastRun()));
    }
    if (repeatedPage != null) {
      RepeatedRunsPage text = new RepeatedRunsPage(go, machine, runs);
      Files.writeString(repeatedPage, text.text(command(), guests.lastRun()));
    }
    List<Comparison> all = runs.stream().flatMap(List::stream).toList();
    List<Comparison> broken =
        all.stream().filter(c -> tiers.claimed(c.unit()) && !c.complete()).toList();
    System.err.printf(
        "%d packages, %d complete; incomplete that must not be: %d%n",
        all.size(), all.stream().filter(Comparison::complete).count(), broken.size());
    return broken.isEmpty() ? CommandLine.ExitCode.OK : NOT_CONFORMING;
  }

  private GuestRunner guests(int repetition) {
    return new GuestRunner(ingot.toAbsolutePath(), place, go, machine, repetition);
  }

  /** How make is called for this run. */
  private String command() {
    StringBuilder command = new StringBuilder("make conformance GO=" + release);
    if (!chosen.isEmpty()) {
      command.append(" PACKAGES=").append(String.join(",", chosen));
    }
    if (cpus != 1) {
      command.append(" CPUS=").append(cpus);
    }
    if (machine.player() != GuestMachine.Player.QEMU) {
      command.append(" MACHINE=bundled");
    }
    if (repeat != 1) {
      command.append(" REPEAT=").append(repeat);
    }
    return command.toString();
  }

  private List<StdPackage> choice(GuestRunner guests) throws IOException, InterruptedException {
    List<StdPackage> all = go.packages(place);
    List<String> names =
        chosen.equals(List.of(SLICE))
            ? Resources.rows("slice.tsv", 1).stream().map(List::getFirst).toList()
            : chosen;
    for (String name : names) {
      if (all.stream().noneMatch(unit -> unit.importPath().equals(name))) {
        throw new IllegalArgumentException(name + ": no package of std with tests has this name");
      }
    }
    return all.stream()
        .filter(unit -> names.isEmpty() || names.contains(unit.importPath()))
        .filter(unit -> !reportOnly || guests.hasEarlier(unit))
        .toList();
  }

  private List<Comparison> compareAll(List<StdPackage> units, GuestRunner guests)
      throws InterruptedException, ExecutionException {
    try (ExecutorService workers = Executors.newFixedThreadPool(jobs)) {
      List<Future<Comparison>> futures =
          units.stream().map(unit -> workers.submit(() -> compare(unit, guests))).toList();
      List<Comparison> comparisons = new ArrayList<>();
      for (Future<Comparison> future : futures) {
        comparisons.add(future.get());
      }
      return comparisons;
    }
  }

  private Comparison compare(StdPackage unit, GuestRunner guests)
      throws IOException, InterruptedException {
    Path program = go.testProgram(unit, place);
    String skipped = exclusions.pattern(unit);
    Comparison comparison =
        reportOnly
            ? Comparison.of(
                unit, guests.earlier(unit), references.earlier(unit, program, skipped), causes)
            : run(unit, program, skipped, guests);
    announce(comparison);
    return comparison;
  }

  private Comparison run(StdPackage unit, Path program, String skipped, GuestRunner guests)
      throws IOException, InterruptedException {
    Path folder = place.resolve("root").resolve(unit.fileName());
    RootFolder root = RootFolder.stage(folder, go, unit, program);
    try {
      Run reference = references.run(unit, program, skipped, root);
      Run guest = guests.run(unit, program, skipped, root);
      return Comparison.of(unit, guest, reference, causes);
    } finally {
      root.delete();
    }
  }

  private static void announce(Comparison comparison) {
    System.err.printf(
        "%-9s %-40s %4d of %4d in %d s%s%n",
        comparison.complete() ? "complete" : comparison.hasReference() ? "MISSING" : "REFERENCE",
        comparison.unit().importPath(),
        comparison.count(Comparison.Verdict.PASS),
        comparison.there(TestLog.Outcome.PASS),
        comparison.wall().toSeconds(),
        comparison.failures().stream()
            .limit(SHOWN_FAILURES)
            .map(test -> "\n            " + test.name() + ": " + test.cause())
            .reduce("", String::concat));
  }
}
