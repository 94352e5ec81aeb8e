package dev.ingot.cli.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The code whose every instruction is compared. */
public final class WatchedCode {
  private record Range(long start, long bytes) {
    boolean contains(long pc) {
      return Long.compareUnsigned(pc - start, bytes) < 0;
    }
  }

  private final List<Range> ranges;

  private WatchedCode(List<Range> ranges) {
    this.ranges = ranges;
  }

  /** All there is. */
  public static WatchedCode everything() {
    return new WatchedCode(List.of());
  }

  /**
   * Some ranges.
   *
   * @param startsAndBytes virtual address and length, in turns
   */
  public static WatchedCode of(long... startsAndBytes) {
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < startsAndBytes.length; i += 2) {
      ranges.add(new Range(startsAndBytes[i], startsAndBytes[i + 1]));
    }
    return new WatchedCode(ranges);
  }

  boolean contains(long pc) {
    for (Range range : ranges) {
      if (range.contains(pc)) {
        return true;
      }
    }
    return ranges.isEmpty();
  }

  /** As QEMU's option {@code -dfilter} takes it; empty for everything. */
  Optional<String> filter() {
    return ranges.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ranges.stream()
                .map(range -> "0x%x+0x%x".formatted(range.start(), range.bytes()))
                .collect(Collectors.joining(",")));
  }
}
