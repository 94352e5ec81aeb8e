package dev.ingot.emulator;

import java.time.Duration;

/**
 * When a run is cut off.
 *
 * @param maxInstructions most instructions of the whole run of the machine
 * @param wallTime longest time on the host's clock for one call of {@link Machine#run}
 */
public record RunLimits(long maxInstructions, Duration wallTime) {
  /** No limits. */
  public static final RunLimits NONE =
      new RunLimits(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE));

  /** Limits the instructions only. */
  public static RunLimits instructions(long most) {
    return new RunLimits(most, NONE.wallTime);
  }

  /** Limits the time only. */
  public static RunLimits wallTime(Duration longest) {
    return new RunLimits(NONE.maxInstructions, longest);
  }
}
