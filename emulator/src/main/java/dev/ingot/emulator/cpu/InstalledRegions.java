package dev.ingot.emulator.cpu;

import java.util.ArrayDeque;
import java.util.Deque;

/** The regions of a CPU, as many as may be kept. */
final class InstalledRegions {
  private final int most;
  private final Deque<InstalledRegion> oldestFirst = new ArrayDeque<>();

  InstalledRegions(int most) {
    this.most = most;
  }

  /** Keeps a region and discards the oldest one if there are too many. */
  void add(InstalledRegion region) {
    oldestFirst.add(region);
    if (oldestFirst.size() > most) {
      oldestFirst.removeIf(InstalledRegion::isDiscarded);
    }
    while (oldestFirst.size() > most) {
      oldestFirst.remove().discard();
    }
  }
}
