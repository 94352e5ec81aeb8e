package dev.ingot.patcher;

import dev.ingot.goelf.a64.Instruction.BranchWithLink;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Zeros in the text's mapping that belong to nobody, and the veneers that were put there. */
final class VeneerGap {
  /** Bytes from one veneer to the next: no ADRP comes to a page's last two words. */
  private static final int STEP = 16;

  private final String place;
  private final long start;
  private final long limit;
  private final Map<Long, Long> byTarget = new LinkedHashMap<>();

  /**
   * @param place where it is, for a refusal
   * @param start VA of the first free byte
   * @param limit first VA that is not free
   */
  VeneerGap(String place, long start, long limit) {
    this.place = place;
    this.start = Placement.alignUp(start, STEP);
    this.limit = limit;
  }

  /**
   * VA of the veneer by which a call comes to a target, made when there is none; empty when the gap
   * is full, or out of the call's or the target's reach.
   *
   * @param call VA of the {@code BL}
   */
  OptionalLong reach(long call, long target) {
    long veneer = byTarget.getOrDefault(target, end());
    if (veneer + Trampoline.SIZE > limit
        || !BranchWithLink.RANGE.contains(veneer - call)
        || !Trampoline.reaches(veneer, target)) {
      return OptionalLong.empty();
    }
    byTarget.put(target, veneer);
    return OptionalLong.of(veneer);
  }

  /** VAs of the veneers by their targets. */
  Map<Long, Long> veneers() {
    return Collections.unmodifiableMap(byTarget);
  }

  /** First VA behind the last veneer, with what keeps the next one aligned. */
  long end() {
    return start + (long) byTarget.size() * STEP;
  }

  /** Where it is and how much there is room for, for a refusal. */
  @Override
  public String toString() {
    return "%s (VA 0x%x, room for %d)".formatted(place, start, Math.max(0, (limit - start) / STEP));
  }
}
