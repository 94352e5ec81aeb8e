package dev.ingot.emulator.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The generator behind everything random in a machine: the same seed gives the same bytes, for
 * ever. Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class SplitMix64 {
  private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

  private long state;

  public SplitMix64(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long next() {
    state += GOLDEN_GAMMA;
    long z = (state ^ state >>> 30) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
    return z ^ z >>> 31;
  }

  /** The next {@code count} bytes; what is left of the last 64 bits is dropped. */
  public byte[] bytes(int count) {
    int words = (count + Long.BYTES - 1) / Long.BYTES;
    ByteBuffer all = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < words; i++) {
      all.putLong(next());
    }
    byte[] bytes = new byte[count];
    all.get(0, bytes);
    return bytes;
  }
}
