package dev.ingot.emulator.device.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.FakeInterruptController;
import dev.ingot.emulator.device.FakeTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Expectations from Arm DDI 0224B chapter 3 and one instruction a nanosecond. */
class Pl031Test {
  private static final int RTCDR = 0x00;
  private static final int RTCMR = 0x04;
  private static final int RTCLR = 0x08;
  private static final int RTCCR = 0x0c;
  private static final int RTCIMSC = 0x10;
  private static final int RTCRIS = 0x14;
  private static final int RTCMIS = 0x18;
  private static final int RTCICR = 0x1c;
  private static final int SPI = 34;
  private static final long SECOND = 1_000_000_000;
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  private final FakeTime time = new FakeTime();
  private final FakeInterruptController gic = new FakeInterruptController();
  private final Pl031 clock = new Pl031(time, gic, START);

  private long read(int offset) {
    return clock.read(offset, Integer.BYTES);
  }

  private void write(int offset, long value) {
    clock.write(offset, Integer.BYTES, value);
  }

  @Test
  void theCountMovesWithVirtualSeconds() {
    assertThat(read(RTCDR)).isEqualTo(START);
    time.advanceTo(2 * SECOND - 1);
    assertThat(read(RTCDR)).isEqualTo(START + 1);
    time.advanceTo(2 * SECOND);
    assertThat(read(RTCDR)).isEqualTo(START + 2);
  }

  @Test
  void loadingSetsTheCount() {
    time.advanceTo(5 * SECOND);
    write(RTCLR, 100);
    assertThat(read(RTCLR)).isEqualTo(100);
    time.advanceTo(8 * SECOND);
    assertThat(read(RTCDR)).isEqualTo(103);
  }

  @Test
  void theAlarmRisesWhenTheCountReachesTheMatch() {
    write(RTCIMSC, 1);
    write(RTCMR, START + 3);
    assertThat(clock.nextEventInstruction()).isEqualTo(3 * SECOND);
    time.advanceTo(3 * SECOND);
    clock.update();
    assertThat(gic.level(SPI)).isTrue();
    assertThat(read(RTCMIS)).isEqualTo(1);
    assertThat(clock.nextEventInstruction()).isEqualTo(EventSource.NEVER);
    write(RTCICR, 1);
    assertThat(gic.level(SPI)).isFalse();
  }

  @Test
  void aMaskedAlarmShowsInTheRawStatusOnly() {
    write(RTCMR, START);
    assertThat(read(RTCRIS)).isEqualTo(1);
    assertThat(read(RTCMIS)).isZero();
    assertThat(gic.level(SPI)).isFalse();
  }

  @Test
  void aMatchInThePastComesAfterTheWrap() {
    write(RTCLR, 0xffff_fffeL);
    write(RTCMR, 1);
    assertThat(clock.nextEventInstruction()).isEqualTo(3 * SECOND);
    time.advanceTo(3 * SECOND);
    assertThat(read(RTCDR)).isEqualTo(1);
  }

  @Test
  void theClockCannotBeStopped() {
    write(RTCCR, 0);
    assertThat(read(RTCCR)).isEqualTo(1);
  }

  @Test
  void theIdentificationIsThatOfAPl031() {
    long[] expected = {0x31, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};
    for (int i = 0; i < expected.length; i++) {
      assertThat(read(0xfe0 + 4 * i)).isEqualTo(expected[i]);
    }
  }
}
