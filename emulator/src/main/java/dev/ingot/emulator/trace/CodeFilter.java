package dev.ingot.emulator.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A filter of addresses of code by function and range, remembered for each address. */
final class CodeFilter {
  /** Addresses that are remembered before all are forgotten. */
  private static final int MOST = 1 << 18;

  private final TraceFilter filter;
  private final CodePlaces places;
  private final Map<Long, Boolean> known = new HashMap<>();

  CodeFilter(TraceFilter filter, CodePlaces places) {
    this.filter = filter;
    this.places = places;
  }

  boolean shows(long va) {
    if (filter.showsAll()) {
      return true;
    }
    if (known.size() >= MOST) {
      known.clear();
    }
    return known.computeIfAbsent(va, this::decide);
  }

  private boolean decide(long va) {
    return filter.shows(va, places.function(va).map(List::of).orElse(List.of()));
  }
}
