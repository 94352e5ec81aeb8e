package dev.ingot.cli.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The code whose every instruction is compared. */
public final class WatchedCode {
  /** What is watched together where the runs part. */
  static final long BLOCK_BYTES = 256;

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

  /** A range: virtual address and length. */
  public static WatchedCode of(long start, long bytes) {
    return new WatchedCode(List.of(new Range(start, bytes)));
  }

  /** These ranges and another one. */
  public WatchedCode and(long start, long bytes) {
    List<Range> all = new ArrayList<>(ranges);
    all.add(new Range(start, bytes));
    return new WatchedCode(all);
  }

  /**
   * These ranges and the code that ran somewhere.
   *
   * @param blocks virtual addresses divided by {@link #BLOCK_BYTES}
   */
  WatchedCode andBlocks(Set<Long> blocks) {
    WatchedCode result = this;
    for (long block : blocks) {
      result = result.and(block * BLOCK_BYTES, BLOCK_BYTES);
    }
    return result;
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
