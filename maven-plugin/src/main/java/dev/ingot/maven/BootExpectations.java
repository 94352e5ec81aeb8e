package dev.ingot.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.maven.plugin.MojoFailureException;

/**
 * What a boot has to show.
 *
 * @param exitStatus the guest's exit status
 * @param contained texts that each stand in its output
 * @param matched expressions that each match somewhere in its output
 */
record BootExpectations(int exitStatus, List<String> contained, List<Pattern> matched) {
  /** Lines of the guest's that a failure shows. */
  private static final int LAST_LINES = 15;

  /**
   * Reads what the POM says.
   *
   * @throws MojoFailureException if an expression is not well formed
   */
  static BootExpectations of(int exitStatus, List<String> contained, List<String> matched)
      throws MojoFailureException {
    List<Pattern> patterns = new ArrayList<>();
    for (String expression : matched == null ? List.<String>of() : matched) {
      try {
        patterns.add(Pattern.compile(expression, Pattern.MULTILINE));
      } catch (PatternSyntaxException wrong) {
        throw new MojoFailureException(
            "<outputMatches> %s is no regular expression: %s"
                .formatted(expression, wrong.getDescription()),
            wrong);
      }
    }
    return new BootExpectations(
        exitStatus, contained == null ? List.of() : List.copyOf(contained), patterns);
  }

  /**
   * Holds a run against this.
   *
   * @throws MojoFailureException that names every expectation that does not hold, and shows the
   *     guest's last lines
   */
  void check(Engine.Result result) throws MojoFailureException {
    List<String> broken = new ArrayList<>();
    if (result.status() != exitStatus) {
      broken.add(
          "it ended with status %d; <exitStatus> is %d".formatted(result.status(), exitStatus));
    }
    for (String text : contained) {
      if (!result.output().contains(text) && !result.messages().contains(text)) {
        broken.add("it never printed <outputContains> " + text);
      }
    }
    for (Pattern pattern : matched) {
      if (!pattern.matcher(result.output()).find() && !pattern.matcher(result.messages()).find()) {
        broken.add("nothing that it printed matches <outputMatches> " + pattern);
      }
    }
    if (!broken.isEmpty()) {
      throw new MojoFailureException(
          "the guest did not do what is expected: %s%nIts last lines:%n%s"
              .formatted(String.join("; ", broken), lastLines(result)));
    }
  }

  private static String lastLines(Engine.Result result) {
    List<String> lines = new ArrayList<>(result.output().lines().toList());
    result.messages().lines().forEach(lines::add);
    int from = Math.max(0, lines.size() - LAST_LINES);
    return String.join(System.lineSeparator(), lines.subList(from, lines.size()));
  }
}
