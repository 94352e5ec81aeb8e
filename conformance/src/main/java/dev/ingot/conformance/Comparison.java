package dev.ingot.conformance;

import dev.ingot.conformance.TestLog.Outcome;
import dev.ingot.conformance.TestLog.Test;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A package's tests here and there.
 *
 * @param tests in the order of the reference run, then those that only ran here
 * @param status the exit status of the guest
 * @param referenceStatus that of the reference: 0 or 1 when it came to its end
 * @param wall how long the guest took, from the launcher's start to its end
 */
record Comparison(
    StdPackage unit, List<TestPair> tests, int status, int referenceStatus, Duration wall) {
  private static final Test NOT_RUN = new Test(Outcome.UNFINISHED, List.of());

  /** What the two results of a test say. */
  enum Verdict {
    /** It passes on both. */
    PASS,
    /** It skips itself here; there it passes or skips, too. */
    SKIP,
    /** It passes there, and not here. */
    FAIL,
    /** It does not pass there: no statement. */
    NO_REFERENCE
  }

  /**
   * One test.
   *
   * @param cause why it fails here; empty when it does not
   * @param excerpt what it printed here
   */
  record TestPair(String name, Outcome here, Outcome there, String cause, List<String> excerpt) {
    Verdict verdict() {
      if (there == Outcome.PASS) {
        return switch (here) {
          case PASS -> Verdict.PASS;
          case SKIP, FAIL, UNFINISHED -> Verdict.FAIL;
        };
      }
      return there == Outcome.SKIP && here != Outcome.FAIL ? Verdict.SKIP : Verdict.NO_REFERENCE;
    }
  }

  static Comparison of(StdPackage unit, Run guest, Run reference, FailureCauses causes) {
    TestLog hereLog = TestLog.of(guest.output());
    Map<String, Test> here = hereLog.tests();
    Map<String, Test> there = TestLog.of(reference.output()).tests();
    String end =
        guest.status() == Run.TIMED_OUT
            ? "time limit"
            : causes.of(unit.importPath(), hereLog.end());
    List<TestPair> pairs = new ArrayList<>();
    there.forEach(
        (name, expected) -> {
          Test found = here.getOrDefault(name, NOT_RUN);
          String cause =
              switch (found.outcome()) {
                case PASS -> "";
                case UNFINISHED -> end;
                case SKIP, FAIL -> {
                  String own = causes.of(unit.importPath() + " " + name, found.lines());
                  boolean ended = guest.status() != 0 && guest.status() != 1;
                  yield ended && own.equals(FailureCauses.UNEXPLAINED) ? end : own;
                }
              };
          pairs.add(new TestPair(name, found.outcome(), expected.outcome(), cause, found.lines()));
        });
    return new Comparison(
        unit, List.copyOf(pairs), guest.status(), reference.status(), guest.wall());
  }

  /** Every test that passes on Linux passes on the nucleus; without a reference nothing is. */
  boolean complete() {
    return hasReference() && count(Verdict.FAIL) == 0;
  }

  /** Whether the reference run came to its end, be it with failing tests. */
  boolean hasReference() {
    return referenceStatus == 0 || referenceStatus == 1;
  }

  long count(Verdict verdict) {
    return tests.stream().filter(test -> test.verdict() == verdict).count();
  }

  List<TestPair> failures() {
    return tests.stream().filter(test -> test.verdict() == Verdict.FAIL).toList();
  }

  long here(Outcome outcome) {
    return tests.stream().filter(test -> test.here() == outcome).count();
  }

  long there(Outcome outcome) {
    return tests.stream().filter(test -> test.there() == outcome).count();
  }
}
