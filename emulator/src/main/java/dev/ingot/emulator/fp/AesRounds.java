package dev.ingot.emulator.fp;

/**
 * The steps of FIPS 197 on half a state, which is two of its columns: byte 4c + r of the state is
 * row r of column c, byte 0 the least significant one of the lower half.
 */
public final class AesRounds {
  /** x^8 in GF(2^8): x^4 + x^3 + x + 1. */
  private static final int REDUCTION = 0x1b;

  private static final int AFFINE_CONSTANT = 0x63;
  private static final int COLUMN_BITS = 32;
  private static final long COLUMN = 0xffff_ffffL;

  private static final byte[] SUBSTITUTION = new byte[256];
  private static final byte[] INVERSE_SUBSTITUTION = new byte[256];

  static {
    // p runs through the powers of 3, a generator; q through those of its inverse, 0xf6.
    int p = 1;
    int q = 1;
    do {
      p = p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x11b : 0);
      q ^= q << 1;
      q ^= q << 2;
      q ^= q << 4;
      q = q & 0xff ^ ((q & 0x80) != 0 ? 0x09 : 0);
      put(p, q ^ rotated(q, 1) ^ rotated(q, 2) ^ rotated(q, 3) ^ rotated(q, 4) ^ AFFINE_CONSTANT);
    } while (p != 1);
    put(0, AFFINE_CONSTANT);
  }

  private AesRounds() {}

  private static int rotated(int value, int distance) {
    return (value << distance | value >>> (8 - distance)) & 0xff;
  }

  private static void put(int from, int to) {
    SUBSTITUTION[from] = (byte) to;
    INVERSE_SUBSTITUTION[to] = (byte) from;
  }

  /**
   * SubBytes and ShiftRows, which moves row r to the left by r columns.
   *
   * @param half the columns of the result
   * @param other the other two columns
   */
  public static long substituted(long half, long other) {
    return substitute(SUBSTITUTION, half, 0)
        | substitute(SUBSTITUTION, half >>> 40, 8)
        | substitute(SUBSTITUTION, other >>> 16, 16)
        | substitute(SUBSTITUTION, other >>> 56, 24)
        | substitute(SUBSTITUTION, half >>> 32, 32)
        | substitute(SUBSTITUTION, other >>> 8, 40)
        | substitute(SUBSTITUTION, other >>> 48, 48)
        | substitute(SUBSTITUTION, half >>> 24, 56);
  }

  /** InvShiftRows and InvSubBytes; the halves are as for {@link #substituted}. */
  public static long inverselySubstituted(long half, long other) {
    return substitute(INVERSE_SUBSTITUTION, half, 0)
        | substitute(INVERSE_SUBSTITUTION, other >>> 40, 8)
        | substitute(INVERSE_SUBSTITUTION, other >>> 16, 16)
        | substitute(INVERSE_SUBSTITUTION, half >>> 56, 24)
        | substitute(INVERSE_SUBSTITUTION, half >>> 32, 32)
        | substitute(INVERSE_SUBSTITUTION, half >>> 8, 40)
        | substitute(INVERSE_SUBSTITUTION, other >>> 48, 48)
        | substitute(INVERSE_SUBSTITUTION, other >>> 24, 56);
  }

  private static long substitute(byte[] table, long value, int to) {
    return (table[(int) value & 0xff] & 0xffL) << to;
  }

  /** MixColumns. */
  public static long mixed(long half) {
    return mixedColumn((int) half) & COLUMN
        | (long) mixedColumn((int) (half >>> COLUMN_BITS)) << COLUMN_BITS;
  }

  /**
   * InvMixColumns. The inverse matrix is the forward one after adding 4 * (b0 + b2) and 4 * (b1 +
   * b3).
   */
  public static long inverselyMixed(long half) {
    return mixed(
        prepared((int) half) & COLUMN
            | (long) prepared((int) (half >>> COLUMN_BITS)) << COLUMN_BITS);
  }

  private static int prepared(int column) {
    return column ^ doubled(doubled(column ^ Integer.rotateRight(column, 16)));
  }

  /** Row r: 2 * b[r] + 3 * b[r + 1] + b[r + 2] + b[r + 3]. */
  private static int mixedColumn(int column) {
    int next = Integer.rotateRight(column, 8);
    return doubled(column ^ next)
        ^ next
        ^ Integer.rotateRight(column, 16)
        ^ Integer.rotateRight(column, 24);
  }

  /** Multiplies each byte of four by x in GF(2^8). */
  private static int doubled(int bytes) {
    int carries = bytes >>> 7 & 0x01010101;
    return (bytes & 0x7f7f7f7f) << 1 ^ carries * REDUCTION;
  }
}
