package dev.ingot.emulator.device;

/** The machine's clock: one retired instruction is one nanosecond. */
public interface VirtualTime {
  /** Frequency of the generic timer, CNTFRQ_EL0. */
  long COUNTER_HERTZ = 62_500_000;

  /** Nanoseconds, that is instructions, a tick of the counter. */
  int INSTRUCTIONS_PER_TICK = 16;

  /** Instructions since reset, skipped idle time included: virtual nanoseconds. */
  long instructions();

  /** CNTVCT_EL0 and CNTPCT_EL0. */
  default long counter() {
    return instructions() / INSTRUCTIONS_PER_TICK;
  }
}
