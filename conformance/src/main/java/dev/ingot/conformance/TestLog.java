package dev.ingot.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The top-level tests of a run, read from the output of {@code -test.v=test2json} (Go
 * src/testing/testing.go, chattyPrinter). Output belongs to the test that the last mark named.
 */
final class TestLog {
  /** How a test ended. */
  enum Outcome {
    PASS,
    SKIP,
    FAIL,
    /** It began, and the program ended first. */
    UNFINISHED
  }

  /**
   * A test's end and what it printed.
   *
   * @param lines its output, subtests included
   */
  record Test(Outcome outcome, List<String> lines) {}

  private static final Pattern MARK =
      Pattern.compile(
          "\\x16(?:=== (?:RUN|PAUSE|CONT|NAME) |--- (?<end>PASS|FAIL|SKIP):) *(?<name>\\S*).*");
  private static final Pattern DEATH = Pattern.compile("^(panic|fatal error|runtime): ");
  private static final int KEPT_TAIL = 400;

  private final Map<String, Test> tests = new LinkedHashMap<>();
  private final List<String> tail = new ArrayList<>();
  private String current = "";

  private TestLog() {}

  static TestLog of(String output) {
    TestLog log = new TestLog();
    output.lines().forEach(line -> log.add(line.replace("\r", "")));
    return log;
  }

  /** Every test that began, in the order in which they began. */
  Map<String, Test> tests() {
    return tests;
  }

  /** Why a program ended early: its panic and what follows, or the last lines of the output. */
  List<String> end() {
    for (int line = 0; line < tail.size(); line++) {
      if (DEATH.matcher(tail.get(line)).find()) {
        return tail.subList(line, tail.size());
      }
    }
    return tail;
  }

  private void add(String line) {
    tail.add(line);
    if (tail.size() > KEPT_TAIL) {
      tail.removeFirst();
    }
    Matcher mark = MARK.matcher(line);
    if (!mark.find()) {
      attribute(line);
      return;
    }
    attribute(line.substring(0, mark.start()));
    String name = mark.group("name");
    String top = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
    if (!top.isEmpty()) {
      tests.computeIfAbsent(top, _ -> new Test(Outcome.UNFINISHED, new ArrayList<>()));
    }
    current = top;
    if (mark.group("end") != null && name.equals(top)) {
      Outcome outcome = Outcome.valueOf(mark.group("end"));
      tests.computeIfPresent(top, (_, test) -> new Test(outcome, test.lines()));
    }
  }

  private void attribute(String line) {
    if (!line.isEmpty() && tests.containsKey(current)) {
      tests.get(current).lines().add(line);
    }
  }
}
