package dev.ingot.conformance;

import dev.ingot.conformance.Comparison.TestPair;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** docs/conformance-repeated.md: what comes out when the same packages run many times. */
final class RepeatedRunsPage {
  private final GoDistribution go;
  private final GuestMachine machine;
  private final Map<String, List<Comparison>> byPackage;
  private final StringBuilder page = new StringBuilder();

  /**
   * @param runs each with its packages
   */
  RepeatedRunsPage(GoDistribution go, GuestMachine machine, List<List<Comparison>> runs) {
    this.go = go;
    this.machine = machine;
    this.byPackage =
        runs.stream()
            .flatMap(List::stream)
            .collect(
                Collectors.groupingBy(
                    comparison -> comparison.unit().importPath(),
                    TreeMap::new,
                    Collectors.toList()));
  }

  /**
   * The page's Markdown.
   *
   * @param command how it was made
   * @param date when
   */
  String text(String command, LocalDate date) {
    line("# Conformance, repeated");
    line("");
    line("Written by `%s`; not edited by hand. See [conformance.md](conformance.md).", command);
    line("");
    line("| | |");
    line("|---|---|");
    line("| Go release | %s |", go.release());
    line("| date | %s |", date);
    line("| machine | %s; never fewer than the tests ask for |", machine.description());
    line("");
    line("A run is complete when every test that passes on Linux passes. It hangs when the test");
    line("program's own time limit does not end it.");
    line("");
    line("| package | runs | complete | hung |");
    line("|---|---|---|---|");
    byPackage.forEach(
        (name, runs) ->
            line(
                "| %s | %d | %d | %d |",
                name,
                runs.size(),
                runs.stream().filter(Comparison::complete).count(),
                runs.stream().filter(run -> run.status() == Run.TIMED_OUT).count()));
    failures();
    return page.toString();
  }

  private void failures() {
    line("");
    line("## Tests that failed");
    if (byPackage.values().stream().flatMap(List::stream).allMatch(Comparison::complete)) {
      line("None.");
      return;
    }
    line("| package | test | runs | cause |");
    line("|---|---|---|---|");
    byPackage.forEach(
        (name, runs) ->
            runs.stream()
                .flatMap(run -> run.failures().stream())
                .collect(Collectors.groupingBy(TestPair::name, TreeMap::new, Collectors.toList()))
                .forEach(
                    (test, failures) ->
                        line(
                            "| %s | %s | %d of %d | %s |",
                            name,
                            test,
                            failures.size(),
                            runs.size(),
                            failures.stream()
                                .map(TestPair::cause)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining("; ")))));
  }

  private void line(String format, Object... arguments) {
    page.append(format.formatted(arguments)).append('\n');
  }
}
