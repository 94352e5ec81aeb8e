package dev.ingot.conformance;

import java.util.List;

/**
 * What a package's tests need beyond their own folder (needs.tsv).
 *
 * @param mebibytes RAM
 * @param cpus the least number of CPUs: with fewer, some tests skip themselves
 * @param trees files and folders below GOROOT; {@code src} is all of it
 */
record Needs(int mebibytes, int cpus, List<String> trees) {
  private static final Needs ORDINARY = new Needs(512, 1, List.of());
  private static final List<List<String>> TABLE = Resources.rows("needs.tsv", 4);

  static Needs of(StdPackage unit) {
    return TABLE.stream()
        .filter(row -> row.get(0).equals(unit.importPath()))
        .findFirst()
        .map(
            row ->
                new Needs(
                    Integer.parseInt(row.get(1)), Integer.parseInt(row.get(2)), words(row.get(3))))
        .orElse(ORDINARY);
  }

  /** Whether the tests read sources of other packages. */
  boolean wholeSources() {
    return trees.contains("src");
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.trim().split(" +", -1));
  }
}
