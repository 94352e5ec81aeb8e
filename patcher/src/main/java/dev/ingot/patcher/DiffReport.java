package dev.ingot.patcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;

/** A comparison as text: a line a difference, then how many of each kind. */
public final class DiffReport {
  /** Differences of each kind that are shown when not all are asked for. */
  private static final int EXAMPLES = 3;

  private final Appendable out;
  private final boolean all;
  private final Map<WordKind, Long> counts = new EnumMap<>(WordKind.class);

  private DiffReport(Appendable out, boolean all) {
    this.out = out;
    this.all = all;
  }

  /**
   * Writes the report as the comparison goes on.
   *
   * @param all whether every difference gets a line, or only the first of each kind
   * @return how many words differ
   * @throws IOException as {@code out} does
   */
  public static long write(ProgramDiff diff, boolean all, Appendable out) throws IOException {
    DiffReport report = new DiffReport(out, all);
    try {
      diff.forEach(report::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return report.writeTotals();
  }

  private void add(WordDifference difference) {
    long count = counts.merge(difference.kind(), 1L, Long::sum);
    if (all || count <= EXAMPLES) {
      try {
        out.append(line(difference)).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String line(WordDifference d) {
    String place =
        d.address().isPresent()
            ? "0x%x VA 0x%x".formatted(d.fileOffset(), d.address().getAsLong())
            : "0x%x".formatted(d.fileOffset());
    return "%-24s %-16s %s -> %s%s"
        .formatted(
            place,
            d.kind().text(),
            d.before(),
            d.after(),
            d.holder().isEmpty() ? "" : "  (" + d.holder() + ")");
  }

  private long writeTotals() throws IOException {
    long total = counts.values().stream().mapToLong(Long::longValue).sum();
    out.append(total == 0 ? "no difference\n" : "%d differing words\n".formatted(total));
    for (Map.Entry<WordKind, Long> entry : counts.entrySet()) {
      out.append("  %-16s %9d\n".formatted(entry.getKey().text(), entry.getValue()));
    }
    return total;
  }
}
