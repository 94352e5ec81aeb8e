package dev.ingot.conformance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The least set of system calls that each package needs (tiers-RELEASE.tsv says what they are). */
record Tiers(Map<String, String> byPackage) {
  /** The sets that the nucleus claims to have; where no test passes anywhere, all only skip. */
  private static final Set<String> CLAIMED =
      Set.of("none-pass", "t0_runtime", "t1_pipe", "t2_rofs");

  /** The table of a release; empty for a release that was not measured. */
  static Tiers of(String release) {
    List<List<String>> rows = Resources.rows("tiers-%s.tsv".formatted(release), 2);
    return new Tiers(rows.stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1))));
  }

  String of(StdPackage unit) {
    return byPackage.getOrDefault(unit.importPath(), "-");
  }

  /** Whether every test of the package must pass. */
  boolean claimed(StdPackage unit) {
    return CLAIMED.contains(of(unit));
  }
}
