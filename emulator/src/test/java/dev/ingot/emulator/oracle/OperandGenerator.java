package dev.ingot.emulator.oracle;

import java.util.SplittableRandom;

/**
 * Register contents that are likely to matter: limits, NaNs with payloads, subnormals, numbers
 * close to each other.
 */
final class OperandGenerator {
  private static final long[] EDGES_64 = {
    0,
    1,
    -1,
    2,
    -2,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE + 1,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    -0x80000000L,
    -0x80000001L,
    63,
    64,
    0x5555555555555555L,
    0xaaaaaaaaaaaaaaaaL,
  };
  private static final long[] EDGES_DOUBLE = {
    0x0000000000000000L, 0x8000000000000000L, 0x3ff0000000000000L, 0xbff0000000000000L,
        0x3fe0000000000000L,
    0x3ff8000000000000L, 0x4004000000000000L, 0x4000000000000000L, 0x4008000000000000L,
        0x7ff0000000000000L,
    0xfff0000000000000L, 0x7ff8000000000000L, 0xfff8000000abcdefL, 0x7ff0000000000001L,
        0xfff4000000123456L,
    0x7ff8123456789abcL, 0x0000000000000001L, 0x800fffffffffffffL, 0x000fffffffffffffL,
        0x0010000000000000L,
    0x8010000000000001L, 0x7fefffffffffffffL, 0xffefffffffffffffL, 0x41dfffffffc00000L,
        0xc1e0000000000000L,
    0x41e0000000000000L, 0x41efffffffe00000L, 0x43e0000000000000L, 0xc3e0000000000000L,
        0x43f0000000000000L,
    0x43dfffffffffffffL, 0x47efffffefffffffL, 0x47effffff0000000L, 0x3810000000000000L,
        0x380fffffffffffffL,
    0x36a0000000000000L, 0x40effe0000000000L, 0x40effdffffffffffL, 0x3f10000000000000L,
        0x3e70000000000000L,
    0x3fdfffffffffffffL, 0x4330000000000001L, 0x4320000000000001L,
  };
  private static final int[] EDGES_SINGLE = {
    0x00000000, 0x80000000, 0x3f800000, 0xbf800000, 0x3f000000, 0x3fc00000, 0x40200000, 0x40000000,
        0x40400000,
    0x7f800000, 0xff800000, 0x7fc00000, 0xffc0abcd, 0x7f800001, 0xffa12345, 0x7fd23456, 0x00000001,
        0x807fffff,
    0x007fffff, 0x00800000, 0x80800001, 0x7f7fffff, 0xff7fffff, 0x4effffff, 0xcf000000, 0x4f000000,
        0x4f7fffff,
    0x5f000000, 0xdf000000, 0x5f800000, 0x477fe000, 0x477fefff, 0x477ff000, 0x38800000, 0x387fffff,
        0x33000000,
    0x33000001, 0x3effffff, 0x4b000001, 0x4a800001,
  };
  private static final int[] EDGES_HALF = {
    0x0000, 0x8000, 0x3c00, 0xbc00, 0x7c00, 0xfc00, 0x7e00, 0xfe12, 0x7c01, 0xfd23, 0x0001, 0x83ff,
    0x0400, 0x7bff, 0xfbff, 0x7fff, 0x8001, 0x00ff, 0xff00, 0x7f80, 0x80ff,
  };
  private static final int DOUBLE_EXPONENT_RANGE = 2048;

  private final SplittableRandom random;

  /** Exponents of random numbers cluster around these, so that operands of one case meet. */
  private int doubleExponent;

  private int singleExponent;

  OperandGenerator(SplittableRandom random) {
    this.random = random;
  }

  /** Fills in every register, the flags, FPCR, FPSR and the memory window. */
  void fill(CpuState state) {
    doubleExponent = random.nextInt(DOUBLE_EXPONENT_RANGE);
    singleExponent = random.nextInt(256);
    for (int i = 0; i < state.x.length; i++) {
      state.x[i] = general();
    }
    for (int i = 0; i < state.v.length; i += 2) {
      int kind = random.nextInt(8);
      state.v[i] = vectorHalf(kind);
      state.v[i + 1] = vectorHalf(kind);
    }
    state.nzcv = (long) random.nextInt(16) << 28;
    state.fpcr = random.nextInt(3) == 0 ? randomFpcr() : 0;
    state.fpsr = random.nextInt(3) == 0 ? 0 : random.nextInt(3) == 0 ? 0x0800_009fL : 0x10;
    random.nextBytes(state.window);
  }

  /** FZ16, RMode, FZ, DN and AHP at random. */
  private long randomFpcr() {
    return random.nextInt() & 0x07c8_0000L;
  }

  private long general() {
    return switch (random.nextInt(4)) {
      case 0 -> EDGES_64[random.nextInt(EDGES_64.length)];
      case 1 -> random.nextInt(-100, 100);
      case 2 -> random.nextLong() >>> random.nextInt(64);
      default -> random.nextLong();
    };
  }

  private long vectorHalf(int kind) {
    return switch (kind) {
      case 0, 1 -> EDGES_DOUBLE[random.nextInt(EDGES_DOUBLE.length)];
      case 2 -> randomDouble();
      case 3, 4 -> lanes32();
      case 5 -> lanes16();
      case 6 -> general();
      default -> random.nextLong();
    };
  }

  /** A double near the case's exponent, often with few significant bits. */
  private long randomDouble() {
    int exponent = doubleExponent + random.nextInt(-56, 57) & DOUBLE_EXPONENT_RANGE - 1;
    long fraction = random.nextLong() >>> 12;
    if (random.nextBoolean()) {
      fraction &= -1L << random.nextInt(53);
    }
    return random.nextLong() & Long.MIN_VALUE | (long) exponent << 52 | fraction;
  }

  private long lanes32() {
    return lane32() & 0xffff_ffffL | lane32() << 32;
  }

  private long lane32() {
    if (random.nextBoolean()) {
      return EDGES_SINGLE[random.nextInt(EDGES_SINGLE.length)];
    }
    int exponent = singleExponent + random.nextInt(-27, 28) & 255;
    int fraction = random.nextInt() >>> 9;
    if (random.nextBoolean()) {
      fraction &= -1 << random.nextInt(24);
    }
    return random.nextInt() & Integer.MIN_VALUE | exponent << 23 | fraction;
  }

  private long lanes16() {
    long result = 0;
    for (int i = 0; i < 4; i++) {
      result = result << 16 | EDGES_HALF[random.nextInt(EDGES_HALF.length)];
    }
    return result;
  }
}
