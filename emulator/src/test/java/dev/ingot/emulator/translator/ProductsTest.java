package dev.ingot.emulator.translator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProductsTest {
  @Test
  void theHighHalfOfAnUnsignedProductIsThatOfTheJdk() {
    long[] numbers =
        LongStream.concat(
                LongStream.of(
                    0, 1, 2, -1, -2, 0xffff_ffffL, 1L << 32, Long.MIN_VALUE, Long.MAX_VALUE),
                new Random(1).longs(200))
            .toArray();
    for (long x : numbers) {
      for (long y : numbers) {
        assertThat(Products.unsignedHigh(x, y))
            .describedAs("%x * %x", x, y)
            .isEqualTo(Math.unsignedMultiplyHigh(x, y));
      }
    }
  }
}
