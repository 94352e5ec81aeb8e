package dev.ingot.emulator.device.rtc;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.InterruptController;
import dev.ingot.emulator.device.PrimeCellIdentity;
import dev.ingot.emulator.device.VirtMemoryMap;
import dev.ingot.emulator.device.VirtualTime;
import dev.ingot.emulator.device.WordRegisters;

/**
 * The PL031 real time clock: a 32-bit count of seconds since 1970-01-01T00:00:00Z that moves with
 * virtual time, and an alarm.
 *
 * <p>Source: Arm DDI 0224B, "PrimeCell Real Time Clock (PL031) TRM", chapter 3.
 */
public final class Pl031 implements WordRegisters, EventSource {
  private static final int RTCDR = 0x00;
  private static final int RTCMR = 0x04;
  private static final int RTCLR = 0x08;
  private static final int RTCCR = 0x0c;
  private static final int RTCIMSC = 0x10;
  private static final int RTCRIS = 0x14;
  private static final int RTCMIS = 0x18;
  private static final int RTCICR = 0x1c;

  private static final PrimeCellIdentity IDENTITY = new PrimeCellIdentity(0x031, 1);
  private static final long NANOSECONDS_PER_SECOND = 1_000_000_000;

  private final VirtualTime time;
  private final InterruptController gic;

  /** Value of the count at virtual time 0; wraps at 32 bits like the count. */
  private int origin;

  private int match;
  private int load;
  private boolean unmasked;
  private boolean raw;
  private boolean alarmSet;

  /** Instruction at which the count reaches the match register. */
  private long alarmInstruction;

  /**
   * @param epochSeconds wall clock at virtual time 0, seconds since 1970-01-01T00:00:00Z; the low
   *     32 bits count
   */
  public Pl031(VirtualTime time, InterruptController gic, long epochSeconds) {
    this.time = time;
    this.gic = gic;
    origin = (int) epochSeconds;
  }

  @Override
  public long base() {
    return VirtMemoryMap.RTC_BASE;
  }

  @Override
  public long size() {
    return VirtMemoryMap.PERIPHERAL_SIZE;
  }

  @Override
  public int readWord(int offset) {
    update();
    return switch (offset) {
      case RTCDR -> count();
      case RTCMR -> match;
      case RTCLR -> load;
      // The clock is always running.
      case RTCCR -> 1;
      case RTCIMSC -> unmasked ? 1 : 0;
      case RTCRIS -> raw ? 1 : 0;
      case RTCMIS -> raw && unmasked ? 1 : 0;
      default -> offset >= PrimeCellIdentity.FIRST_OFFSET ? IDENTITY.read(offset) : 0;
    };
  }

  @Override
  public void writeWord(int offset, int value, int lanes) {
    update();
    switch (offset) {
      case RTCMR -> {
        match = value;
        setAlarm();
      }
      case RTCLR -> {
        load = value;
        origin += value - count();
        setAlarm();
      }
      case RTCIMSC -> unmasked = (value & 1) != 0;
      case RTCICR -> raw &= (value & 1) == 0;
      default -> {
        // Read-only, reserved, or RTCCR, whose only bit cannot be cleared.
      }
    }
    update();
  }

  @Override
  public long nextEventInstruction() {
    return alarmSet ? alarmInstruction : NEVER;
  }

  @Override
  public void update() {
    if (alarmSet && time.instructions() >= alarmInstruction) {
      raw = true;
      alarmSet = false;
    }
    gic.setLevel(VirtMemoryMap.RTC_INTERRUPT, 0, raw && unmasked);
  }

  private int count() {
    return origin + (int) elapsedSeconds();
  }

  private long elapsedSeconds() {
    return time.instructions() / NANOSECONDS_PER_SECOND;
  }

  /** The count wraps, so a match value below it is reached after the wrap. */
  private void setAlarm() {
    long secondsAhead = Integer.toUnsignedLong(match - count());
    alarmInstruction =
        secondsAhead == 0
            ? time.instructions()
            : (elapsedSeconds() + secondsAhead) * NANOSECONDS_PER_SECOND;
    alarmSet = true;
  }
}
