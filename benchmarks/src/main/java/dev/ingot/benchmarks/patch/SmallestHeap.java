package dev.ingot.benchmarks.patch;

import dev.ingot.benchmarks.toolchain.TimedProcess;
import java.util.List;
import java.util.Map;

/** How little heap a patch needs: the smallest {@code -Xmx} with which it still succeeds. */
final class SmallestHeap {
  /** MiB; more than anything here needs. */
  private static final int MOST = 1024;

  /** MiB; with less no JVM starts. */
  private static final int LEAST = 2;

  private SmallestHeap() {}

  /**
   * Searches by halving.
   *
   * @param command the launcher's, which takes options for the JVM from INGOT_JAVA_OPTS
   * @return MiB
   */
  static int of(List<String> command) {
    int tooSmall = LEAST;
    int enough = MOST;
    while (enough - tooSmall > 1) {
      int middle = (tooSmall + enough) / 2;
      if (TimedProcess.succeeds(Map.of("INGOT_JAVA_OPTS", "-Xmx" + middle + "m"), command)) {
        enough = middle;
      } else {
        tooSmall = middle;
      }
    }
    return enough;
  }
}
