package dev.ingot.conformance;

import java.util.List;
import java.util.stream.Collectors;

/** Tests that are not run, neither here nor there (exclusions.tsv: package, test, reason). */
record Exclusions(List<Entry> entries) {
  /**
   * One of them.
   *
   * @param test the name of a top-level test
   */
  record Entry(String importPath, String test, String reason) {}

  static Exclusions read() {
    return new Exclusions(
        Resources.rows("exclusions.tsv", 3).stream()
            .map(row -> new Entry(row.get(0), row.get(1), row.get(2)))
            .toList());
  }

  /** The value of {@code -test.skip}; empty when every test of the package runs. */
  String pattern(StdPackage unit) {
    return entries.stream()
        .filter(entry -> entry.importPath().equals(unit.importPath()))
        .map(entry -> "^" + entry.test() + "$")
        .collect(Collectors.joining("|"));
  }
}
