package dev.ingot.emulator.device.timer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingot.emulator.device.EventSource;
import dev.ingot.emulator.device.FakeInterruptController;
import dev.ingot.emulator.device.FakeTime;
import org.junit.jupiter.api.Test;

/** Virtual time against the timers: expectations from the Arm ARM, at 16 instructions a tick. */
class GenericTimerTest {
  private static final int TIMER = 3 << 14 | 14 << 7;
  private static final int EL0 = 3 << 11;
  private static final int CNTKCTL_EL1 = TIMER | 1 << 3;
  private static final int CNTPCT_EL0 = TIMER | EL0 | 1;
  private static final int CNTVCT_EL0 = TIMER | EL0 | 2;
  private static final int CNTP_TVAL_EL0 = TIMER | EL0 | 2 << 3;
  private static final int CNTP_CTL_EL0 = TIMER | EL0 | 2 << 3 | 1;
  private static final int CNTV_TVAL_EL0 = TIMER | EL0 | 3 << 3;
  private static final int CNTV_CTL_EL0 = TIMER | EL0 | 3 << 3 | 1;
  private static final int CNTV_CVAL_EL0 = TIMER | EL0 | 3 << 3 | 2;
  private static final int VIRTUAL_TIMER_PPI = 27;
  private static final int PHYSICAL_TIMER_PPI = 30;

  private final FakeTime time = new FakeTime();
  private final FakeInterruptController gic = new FakeInterruptController();
  private final GenericTimer timer = new GenericTimer(2, time, gic);

  @Test
  void aTickIsSixteenInstructions() {
    time.advanceTo(16 * 1000 + 15);
    assertThat(timer.read(CNTVCT_EL0, 0)).isEqualTo(1000);
    assertThat(timer.read(CNTPCT_EL0, 1)).isEqualTo(1000);
  }

  @Test
  void theNextEventIsTheInstructionAtWhichTheCompareValueIsReached() {
    time.advanceTo(100);
    timer.write(CNTV_CVAL_EL0, 0, 50);
    timer.write(CNTV_CTL_EL0, 0, 1);
    assertThat(timer.nextEventInstruction()).isEqualTo(800);
    time.advanceTo(799);
    timer.update();
    assertThat(gic.level(VIRTUAL_TIMER_PPI, 0)).isFalse();
    time.advanceTo(800);
    timer.update();
    assertThat(gic.level(VIRTUAL_TIMER_PPI, 0)).isTrue();
    assertThat(timer.nextEventInstruction()).isEqualTo(EventSource.NEVER);
  }

  @Test
  void theEarliestTimerOfAllCpusDecides() {
    timer.write(CNTV_TVAL_EL0, 0, 30);
    timer.write(CNTV_CTL_EL0, 0, 1);
    timer.write(CNTP_TVAL_EL0, 1, 20);
    timer.write(CNTP_CTL_EL0, 1, 1);
    assertThat(timer.nextEventInstruction()).isEqualTo(320);
    time.advanceTo(320);
    timer.update();
    assertThat(gic.level(PHYSICAL_TIMER_PPI, 1)).isTrue();
    assertThat(gic.level(PHYSICAL_TIMER_PPI, 0)).isFalse();
    assertThat(timer.nextEventInstruction()).isEqualTo(480);
  }

  @Test
  void aMaskedTimerIsNoEvent() {
    timer.write(CNTV_TVAL_EL0, 0, 30);
    timer.write(CNTV_CTL_EL0, 0, 3);
    assertThat(timer.nextEventInstruction()).isEqualTo(EventSource.NEVER);
  }

  @Test
  void aCompareValueBeyondAllInstructionsIsNoEvent() {
    timer.write(CNTV_CVAL_EL0, 0, -1);
    timer.write(CNTV_CTL_EL0, 0, 1);
    assertThat(timer.nextEventInstruction()).isEqualTo(EventSource.NEVER);
  }

  @Test
  void theTimerValueCountsDownBelowZero() {
    timer.write(CNTV_TVAL_EL0, 0, 10);
    time.advanceTo(16 * 12);
    assertThat(timer.read(CNTV_TVAL_EL0, 0)).isEqualTo(0xffff_fffeL);
  }

  @Test
  void aNegativeTimerValueIsInThePast() {
    time.advanceTo(16 * 100);
    timer.write(CNTV_TVAL_EL0, 0, 0xffff_ffffL);
    assertThat(timer.read(CNTV_CVAL_EL0, 0)).isEqualTo(99);
  }

  @Test
  void userAccessNeedsItsEnableBit() {
    assertThat(timer.trapsAtEl0(CNTVCT_EL0, 0)).isTrue();
    timer.write(CNTKCTL_EL1, 0, 2);
    assertThat(timer.trapsAtEl0(CNTVCT_EL0, 0)).isFalse();
    assertThat(timer.trapsAtEl0(CNTPCT_EL0, 0)).isTrue();
    assertThat(timer.trapsAtEl0(CNTVCT_EL0, 1)).isTrue();
    assertThat(timer.trapsAtEl0(CNTV_CTL_EL0, 0)).isTrue();
  }
}
