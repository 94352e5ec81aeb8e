package dev.ingot.emulator.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Virtio 1.2 section 5.4, and that runs repeat. */
class VirtioEntropyTest {
  private static byte[] bytesOf(long seed) {
    TestDriver driver = new TestDriver(new VirtioEntropy(seed)).bringUp(1);
    return driver.content(driver.offer(0, 24), 24);
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    assertThat(bytesOf(7)).isEqualTo(bytesOf(7)).isNotEqualTo(bytesOf(8));
  }

  @Test
  void noByteIsGivenOutTwiceAlsoAcrossAReset() {
    TestDriver driver = new TestDriver(new VirtioEntropy(7)).bringUp(1);
    byte[] first = driver.content(driver.offer(0, 24), 24);
    driver.bringUp(1);
    assertThat(driver.content(driver.offer(0, 24), 24)).isNotEqualTo(first);
  }
}
