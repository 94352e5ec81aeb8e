package dev.ingot.conformance;

import java.util.List;
import java.util.regex.Pattern;

/** Names the cause of a failure from what the test printed (causes.tsv: pattern, cause). */
final class FailureCauses {
  static final String UNEXPLAINED = "unexplained";

  private record Rule(Pattern pattern, String cause) {}

  private final List<Rule> rules;

  FailureCauses() {
    rules =
        Resources.rows("causes.tsv", 2).stream()
            .map(row -> new Rule(Pattern.compile(row.get(0), Pattern.MULTILINE), row.get(1)))
            .toList();
  }

  /**
   * The cause of the first rule that is found in a title line and what follows it.
   *
   * @param title the package and the test, or only the package
   */
  String of(String title, List<String> lines) {
    String text = title + "\n" + String.join("\n", lines);
    return rules.stream()
        .filter(rule -> rule.pattern().matcher(text).find())
        .map(Rule::cause)
        .findFirst()
        .orElse(UNEXPLAINED);
  }
}
