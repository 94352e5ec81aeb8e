package dev.ingot.emulator.device.virtio;

import static dev.ingot.emulator.device.virtio.TestDriver.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The transport's rules, from Virtio 1.2 sections 2.1, 2.7, 3.1 and 4.2.2; the entropy device rides
 * on it.
 */
class VirtioMmioTest {
  private static final int ENTROPY = 4;
  private static final int VERSION_1_IN_HIGH_WORD = 1;

  private final TestDriver driver = new TestDriver(new VirtioEntropy(1));

  @Test
  void theFirstRegistersSayWhatItIs() {
    assertThat(driver.register(MAGIC_VALUE)).isEqualTo(0x74726976);
    assertThat(driver.register(VERSION)).isEqualTo(2);
    assertThat(driver.register(DEVICE_ID)).isEqualTo(ENTROPY);
    assertThat(driver.device.base()).isEqualTo(0x0a00_3e00L);
  }

  @Test
  void version1IsOfferedInTheHighWordAndNothingBeyond() {
    driver.register(DEVICE_FEATURES_SEL, 1);
    assertThat(driver.register(DEVICE_FEATURES)).isEqualTo(VERSION_1_IN_HIGH_WORD);
    driver.register(DEVICE_FEATURES_SEL, 2);
    assertThat(driver.register(DEVICE_FEATURES)).isZero();
  }

  @Test
  void featuresWithoutVersion1AreNotAccepted() {
    driver.register(STATUS, ACKNOWLEDGE | DRIVER);
    driver.register(STATUS, ACKNOWLEDGE | DRIVER | FEATURES_OK);
    assertThat(driver.register(STATUS)).isEqualTo(ACKNOWLEDGE | DRIVER);
  }

  @Test
  void aFeatureThatWasNotOfferedIsNotAccepted() {
    driver.register(DRIVER_FEATURES_SEL, 0);
    driver.register(DRIVER_FEATURES, 1 << 20);
    driver.register(DRIVER_FEATURES_SEL, 1);
    driver.register(DRIVER_FEATURES, VERSION_1_IN_HIGH_WORD);
    driver.register(STATUS, ACKNOWLEDGE | DRIVER | FEATURES_OK);
    assertThat(driver.register(STATUS) & FEATURES_OK).isZero();
  }

  @Test
  void aQueueThatDoesNotExistHasNoSize() {
    driver.register(QUEUE_SEL, 1);
    assertThat(driver.register(QUEUE_NUM_MAX)).isZero();
    assertThat(driver.register(QUEUE_READY)).isZero();
    driver.register(QUEUE_SEL, 0);
    assertThat(driver.register(QUEUE_NUM_MAX)).isPositive();
  }

  @Test
  void aRequestIsGivenBackWithItsLengthAndAnInterrupt() {
    driver.bringUp(1);
    driver.offer(0, 40);
    assertThat(driver.usedCount(0)).isEqualTo(1);
    assertThat(driver.usedLength(0, 0)).isEqualTo(40);
    assertThat(driver.register(INTERRUPT_STATUS)).isEqualTo(1);
    assertThat(driver.interruptLine()).isTrue();
  }

  @Test
  void acknowledgingLowersTheLine() {
    driver.bringUp(1);
    driver.offer(0, 8);
    driver.register(INTERRUPT_ACK, 1);
    assertThat(driver.register(INTERRUPT_STATUS)).isZero();
    assertThat(driver.interruptLine()).isFalse();
  }

  @Test
  void aDriverThatWantsNoInterruptGetsNone() {
    driver.bringUp(1);
    driver.wantNoInterrupt(0);
    driver.offer(0, 8);
    assertThat(driver.usedCount(0)).isEqualTo(1);
    assertThat(driver.interruptLine()).isFalse();
  }

  @Test
  void aChainOfBuffersIsFilledFromTheFirst() {
    driver.bringUp(1);
    long first = driver.buffer(new byte[8]);
    long second = driver.buffer(new byte[8]);
    driver.descriptor(0, 3, first, 8, WRITE | NEXT, 5);
    driver.descriptor(0, 5, second, 8, WRITE, 0);
    driver.makeAvailable(0, 3);
    assertThat(driver.usedLength(0, 0)).isEqualTo(16);
    assertThat(driver.content(first, 8)).isNotEqualTo(new byte[8]);
    assertThat(driver.content(second, 8)).isNotEqualTo(new byte[8]);
  }

  @Test
  void nothingHappensBeforeDriverOk() {
    driver.bringUp(1);
    driver.register(STATUS, ACKNOWLEDGE | DRIVER | FEATURES_OK);
    driver.offer(0, 8);
    assertThat(driver.usedCount(0)).isZero();
  }

  @Test
  void theRingsWrapAround() {
    driver.bringUp(1);
    for (int i = 0; i < 3 * QUEUE_SIZE; i++) {
      driver.offer(0, 4);
    }
    assertThat(driver.usedCount(0)).isEqualTo(3 * QUEUE_SIZE);
  }

  @Test
  void resetForgetsQueuesInterruptsAndStatus() {
    driver.bringUp(1);
    driver.offer(0, 8);
    driver.register(STATUS, 0);
    assertThat(driver.register(STATUS)).isZero();
    assertThat(driver.register(INTERRUPT_STATUS)).isZero();
    assertThat(driver.interruptLine()).isFalse();
    driver.register(QUEUE_SEL, 0);
    assertThat(driver.register(QUEUE_READY)).isZero();
  }

  @Test
  void aBufferOutsideOfRamMakesTheDeviceNeedAReset() {
    driver.bringUp(1);
    driver.descriptor(0, 0, 0x1000, 8, WRITE, 0);
    driver.makeAvailable(0, 0);
    assertThat(driver.register(STATUS) & NEEDS_RESET).isNotZero();
    assertThat(driver.register(INTERRUPT_STATUS)).isEqualTo(2);
    driver.bringUp(1);
    assertThat(driver.register(STATUS) & NEEDS_RESET).isZero();
  }

  @Test
  void aChainThatBitesItsTailMakesTheDeviceNeedAReset() {
    driver.bringUp(1);
    long pa = driver.buffer(new byte[8]);
    driver.descriptor(0, 0, pa, 8, WRITE | NEXT, 1);
    driver.descriptor(0, 1, pa, 8, WRITE | NEXT, 0);
    driver.makeAvailable(0, 0);
    assertThat(driver.register(STATUS) & NEEDS_RESET).isNotZero();
  }

  @Test
  void aReadableBufferBehindAWritableOneMakesTheDeviceNeedAReset() {
    driver.bringUp(1);
    long pa = driver.buffer(new byte[8]);
    driver.descriptor(0, 0, pa, 8, WRITE | NEXT, 1);
    driver.descriptor(0, 1, pa, 8, 0, 0);
    driver.makeAvailable(0, 0);
    assertThat(driver.register(STATUS) & NEEDS_RESET).isNotZero();
  }

  @Test
  void aHugeRequestMakesTheDeviceNeedAResetInsteadOfTheHostMemory() {
    driver.bringUp(1);
    driver.descriptor(0, 0, RAM, -1, WRITE, 0);
    driver.makeAvailable(0, 0);
    assertThat(driver.register(STATUS) & NEEDS_RESET).isNotZero();
  }
}
