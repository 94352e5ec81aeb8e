package dev.ingot.emulator.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyOnWriteStorageTest {
  private static final int SIZE = 3 * 4096 + 512;

  private final byte[] below = random(SIZE, 1);
  private final byte[] original = below.clone();
  private final BlockStorage disk = new CopyOnWriteStorage(BlockStorage.of(below, true));

  private static byte[] random(int bytes, long seed) {
    byte[] result = new byte[bytes];
    new Random(seed).nextBytes(result);
    return result;
  }

  private byte[] read(int position, int length) {
    byte[] buffer = new byte[length];
    disk.read(position, buffer);
    return buffer;
  }

  @Test
  void whatWasNotWrittenIsWhatLiesBelow() {
    assertThat(read(0, SIZE)).isEqualTo(original);
  }

  @Test
  void writesAreReadBackAndNeverReachWhatLiesBelow() {
    byte[] expected = original.clone();
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      int position = random.nextInt(SIZE);
      byte[] bytes = random(random.nextInt(SIZE - position + 1), i);
      disk.write(position, bytes);
      System.arraycopy(bytes, 0, expected, position, bytes.length);
      assertThat(read(0, SIZE)).isEqualTo(expected);
    }
    disk.flush();
    assertThat(below).isEqualTo(original);
    assertThat(disk.readOnly()).isFalse();
    assertThat(disk.size()).isEqualTo(SIZE);
  }
}
