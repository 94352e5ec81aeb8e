package dev.ingot.patcher;

import dev.ingot.goelf.GoFunction;
import java.util.Comparator;
import java.util.List;

/** Functions that a misspelt name may mean. */
final class NearNames {
  private static final int MOST_SUGGESTED = 3;

  private record Candidate(String name, int distance) {}

  private NearNames() {}

  /** A remedy that names the nearest functions, if there are near ones. */
  static String suggest(String wanted, List<GoFunction> functions) {
    int farthest = Math.max(2, wanted.length() / 4);
    List<String> names =
        functions.stream()
            .map(GoFunction::name)
            .distinct()
            .map(name -> new Candidate(name, distance(wanted, name, farthest)))
            .filter(candidate -> candidate.distance() <= farthest)
            .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
            .limit(MOST_SUGGESTED)
            .map(Candidate::name)
            .toList();
    return names.isEmpty()
        ? "give a name as `go tool nm` prints it, with its package: main.main"
        : "did you mean " + String.join(", ", names) + "?";
  }

  /** 0 when only the package is missing, else how many letters differ (Levenshtein). */
  private static int distance(String wanted, String name, int farthest) {
    if (name.endsWith("." + wanted) || name.equalsIgnoreCase(wanted)) {
      return 0;
    }
    return Math.abs(wanted.length() - name.length()) > farthest
        ? Integer.MAX_VALUE
        : editDistance(wanted, name);
  }

  private static int editDistance(String first, String second) {
    int[] previous = new int[second.length() + 1];
    int[] current = new int[second.length() + 1];
    for (int j = 0; j <= second.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= first.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= second.length(); j++) {
        int replaced = previous[j - 1] + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] done = previous;
      previous = current;
      current = done;
    }
    return previous[second.length()];
  }
}
