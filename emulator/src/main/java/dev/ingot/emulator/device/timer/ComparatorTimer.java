package dev.ingot.emulator.device.timer;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.VirtualTime;

/**
 * One timer: a 64-bit compare value against the counter (Arm ARM, CNTV_CVAL_EL0). Times are in
 * ticks.
 */
final class ComparatorTimer {
  private static final long ENABLE = 1;
  private static final long IMASK = 1 << 1;
  private static final long ISTATUS = 1 << 2;

  /** Compare values above this lie beyond the last instruction that a {@code long} can count. */
  private static final long LAST_REACHABLE_TICK =
      Long.MAX_VALUE / VirtualTime.INSTRUCTIONS_PER_TICK;

  private long control;
  private long compareValue;

  /** CNTx_CTL: what was written, with ISTATUS, which is only defined while enabled. */
  long control(long now) {
    return control | (enabled() && conditionMet(now) ? ISTATUS : 0);
  }

  void setControl(long value) {
    control = value & (ENABLE | IMASK);
  }

  long compareValue() {
    return compareValue;
  }

  void setCompareValue(long ticks) {
    compareValue = ticks;
  }

  /** CNTx_TVAL: the signed 32-bit distance to the compare value, zero extended. */
  long timerValue(long now) {
    return compareValue - now & 0xffff_ffffL;
  }

  /** Sets the compare value {@code ticks} after now. */
  void setTimerValue(int ticks, long now) {
    compareValue = now + ticks;
  }

  /** The interrupt output: enabled, not masked, condition met. */
  boolean output(long now) {
    return control == ENABLE && conditionMet(now);
  }

  /** The instruction count at which the output rises by itself. */
  long nextEventInstruction(long now) {
    boolean willRise = control == ENABLE && !conditionMet(now);
    if (!willRise || Long.compareUnsigned(compareValue, LAST_REACHABLE_TICK) > 0) {
      return EventSource.NEVER;
    }
    return compareValue * VirtualTime.INSTRUCTIONS_PER_TICK;
  }

  private boolean enabled() {
    return (control & ENABLE) != 0;
  }

  private boolean conditionMet(long now) {
    return Long.compareUnsigned(now, compareValue) >= 0;
  }
}
