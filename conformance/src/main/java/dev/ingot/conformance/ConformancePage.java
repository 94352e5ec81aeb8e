package dev.ingot.conformance;

import dev.ingot.conformance.Comparison.TestPair;
import dev.ingot.conformance.Comparison.Verdict;
import dev.ingot.conformance.TestLog.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** docs/conformance.md: what a run of the whole suite found. */
final class ConformancePage {
  private final GoDistribution go;
  private final GuestMachine machine;
  private final Tiers tiers;
  private final List<Comparison> comparisons;
  private final StringBuilder page = new StringBuilder();

  ConformancePage(
      GoDistribution go, GuestMachine machine, Tiers tiers, List<Comparison> comparisons) {
    this.go = go;
    this.machine = machine;
    this.tiers = tiers;
    this.comparisons = comparisons;
  }

  /**
   * The page's Markdown.
   *
   * @param command how it was made
   * @param date when
   */
  String text(String command, LocalDate date) {
    heading(command, date);
    causes();
    exclusions();
    table();
    return page.toString();
  }

  private void heading(String command, LocalDate date) {
    long claimed = comparisons.stream().filter(c -> tiers.claimed(c.unit())).count();
    long kept = comparisons.stream().filter(c -> tiers.claimed(c.unit()) && c.complete()).count();
    long complete = comparisons.stream().filter(Comparison::complete).count();
    line("# Conformance: Go's own tests on the nucleus");
    line("");
    line("Written by `%s`; not edited by hand.", command);
    line("");
    line("| | |");
    line("|---|---|");
    line("| Go release | %s |", go.release());
    line("| date | %s |", date);
    line("| machine | %s; never fewer than the tests ask for |", machine.description());
    line("| packages with tests | %d |", comparisons.size());
    line("| packages complete | %d |", complete);
    line("| packages that must be complete (tiers t0 to t2), and are | %d of %d |", kept, claimed);
    line(
        "| tests that pass on Linux | %d |",
        comparisons.stream().mapToLong(c -> c.there(Outcome.PASS)).sum());
    line(
        "| of them pass here | %d |",
        comparisons.stream().mapToLong(c -> c.count(Verdict.PASS)).sum());
    line("");
    line(
        "A package's tests are one program, cast into one image, with the package's source folder");
    line(
        "as the working directory of a read-only file tree. The reference is the same program"
            + " under");
    line("qemu-user, that is with Linux behind it, with a scratch folder that it can write to.");
    line(
        "A package is complete when every top-level test, example and fuzz seed that passes there");
    line("passes here. Both run with `-test.short`. The tiers say what a package's tests need:");
    line("t0 threads, memory, signals and time; t1 pipes; t2 read-only files; t3 writable files;");
    line("t4 sockets; t5 processes. The nucleus claims t0 to t2.");
  }

  private void causes() {
    Map<String, List<String>> byCause = new TreeMap<>();
    for (Comparison comparison : comparisons) {
      for (TestPair test : comparison.failures()) {
        byCause
            .computeIfAbsent(test.cause(), _ -> new ArrayList<>())
            .add(comparison.unit().importPath() + " " + test.name());
      }
    }
    line("");
    line("## Causes of failures");
    line("| cause | tests |");
    line("|---|---|");
    byCause.forEach((cause, names) -> line("| %s | %d |", cause, names.size()));
    for (String cause : byCause.keySet()) {
      line("");
      line("### %s", cause);
      byCause.get(cause).stream()
          .collect(
              Collectors.groupingBy(
                  name -> name.substring(0, name.indexOf(' ')),
                  TreeMap::new,
                  Collectors.mapping(
                      name -> name.substring(name.indexOf(' ') + 1), Collectors.joining(", "))))
          .forEach((unit, names) -> line("* %s: %s", unit, names));
    }
  }

  private void exclusions() {
    List<Exclusions.Entry> entries = Exclusions.read().entries();
    line("");
    line("## Not run, neither here nor there");
    if (entries.isEmpty()) {
      line("Nothing.");
      return;
    }
    line("| package | test | reason |");
    line("|---|---|---|");
    entries.forEach(e -> line("| %s | %s | %s |", e.importPath(), e.test(), e.reason()));
  }

  private void table() {
    line("");
    line("## Packages");
    line("Numbers are tests passed / skipped / failed or not finished.");
    line("");
    line("| package | tier | result | here | on Linux | causes |");
    line("|---|---|---|---|---|---|");
    for (Comparison comparison : comparisons) {
      line(
          "| %s | %s | %s | %s | %s | %s |",
          comparison.unit().importPath(),
          tiers.of(comparison.unit()),
          result(comparison),
          counts(
              comparison.here(Outcome.PASS),
              comparison.here(Outcome.SKIP),
              comparison.tests().size()),
          counts(
              comparison.there(Outcome.PASS),
              comparison.there(Outcome.SKIP),
              comparison.tests().size()),
          comparison.failures().stream()
              .map(TestPair::cause)
              .distinct()
              .sorted()
              .collect(Collectors.joining("; ")));
    }
  }

  private static String result(Comparison comparison) {
    if (!comparison.hasReference()) {
      return "the reference run ended with " + comparison.referenceStatus();
    }
    return comparison.complete()
        ? "complete"
        : "%d missing".formatted(comparison.failures().size());
  }

  private static String counts(long passed, long skipped, long all) {
    return "%d / %d / %d".formatted(passed, skipped, all - passed - skipped);
  }

  private void line(String format, Object... arguments) {
    page.append(format.formatted(arguments)).append('\n');
  }
}
