package dev.ingot.benchmarks.truth;

import java.util.Set;
import java.util.TreeSet;

/**
 * Places that the patcher found, held against those that the toolchain knows.
 *
 * @param what the kind of place
 * @param known how many there are
 * @param found how many the patcher found
 * @param missed VAs that it should have found
 * @param wrong VAs that it should not have found
 */
record Score(String what, int known, int found, Set<Long> missed, Set<Long> wrong) {
  Score {
    missed = Set.copyOf(missed);
    wrong = Set.copyOf(wrong);
  }

  static Score of(String what, Set<Long> known, Set<Long> found) {
    Set<Long> missed = new TreeSet<>(known);
    missed.removeAll(found);
    Set<Long> wrong = new TreeSet<>(found);
    wrong.removeAll(known);
    return new Score(what, known.size(), found.size(), missed, wrong);
  }

  boolean isPerfect() {
    return missed.isEmpty() && wrong.isEmpty() && known > 0;
  }

  /** Share of what was found that is right, in percent. */
  double precision() {
    return found == 0 ? 0 : 100.0 * (found - wrong.size()) / found;
  }

  /** Share of what is right that was found, in percent. */
  double recall() {
    return known == 0 ? 0 : 100.0 * (known - missed.size()) / known;
  }
}
