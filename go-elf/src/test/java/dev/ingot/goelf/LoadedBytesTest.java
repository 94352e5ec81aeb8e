package dev.ingot.goelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Held against a copy of the whole file into which the same addresses are put. */
class LoadedBytesTest {
  private static final int PAGE = 4096;
  private static final int SIZE = 5 * PAGE + 100;

  private final SplittableRandom random = new SplittableRandom(4);
  private final byte[] file = new byte[SIZE];
  private ByteBuffer expected;
  private LoadedBytes loaded;

  @BeforeEach
  void fill() {
    random.nextBytes(file);
    expected = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    LoadedBytes.Filling filling =
        new LoadedBytes.Filling(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
    // In a page, over its end, over each other, and at the file's end.
    for (int offset : new int[] {16, PAGE - 3, PAGE + 40, PAGE + 43, 3 * PAGE - 7, SIZE - 8}) {
      long address = random.nextLong();
      expected.putLong(offset, address);
      filling.put(offset, address);
    }
    loaded = filling.done();
  }

  @Test
  void everyByteAndWordReadsAsFilledIn() {
    for (int offset = 0; offset < SIZE; offset++) {
      assertThat(loaded.byteAt(offset)).isEqualTo(expected.get(offset));
      if (offset <= SIZE - Integer.BYTES) {
        assertThat(loaded.wordAt(offset)).isEqualTo(expected.getInt(offset));
      }
      if (offset <= SIZE - Long.BYTES) {
        assertThat(loaded.longAt(offset)).isEqualTo(expected.getLong(offset));
      }
    }
  }

  @Test
  void everyStretchCopiesAsFilledIn() {
    for (int i = 0; i < 1000; i++) {
      int offset = random.nextInt(SIZE);
      byte[] bytes = new byte[random.nextInt(SIZE - offset + 1)];
      long[] words = new long[bytes.length / Long.BYTES];
      byte[] expectedBytes = new byte[bytes.length];
      long[] expectedWords = new long[words.length];
      expected.get(offset, expectedBytes);
      ByteBuffer stretch = expected.slice(offset, bytes.length).order(ByteOrder.LITTLE_ENDIAN);
      stretch.asLongBuffer().get(expectedWords);

      loaded.copy(offset, bytes);
      loaded.copy(offset, words, words.length);

      assertThat(bytes).isEqualTo(expectedBytes);
      assertThat(words).isEqualTo(expectedWords);
    }
  }

  @Test
  void theFileItselfStaysAsItIs() {
    assertThat(file[16]).isNotEqualTo(expected.get(16));
    assertThat(LoadedBytes.of(ByteBuffer.wrap(file)).byteAt(16)).isEqualTo(file[16]);
  }
}
