package dev.ingot.emulator.translator;

/**
 * Arithmetic on the elements of half a vector register at once: a long holds eight bytes, four
 * half-words, two words or a doubleword, the first element lowest. {@code signs} has the highest
 * bit of each element set; nothing carries from one element into the next.
 */
final class Lanes {
  private static final long EVEN_BYTES = 0x00ff_00ff_00ff_00ffL;
  private static final long EVEN_HALFWORDS = 0x0000_ffff_0000_ffffL;
  private static final long EVEN_WORDS = 0x0000_0000_ffff_ffffL;

  private Lanes() {}

  /** The highest bits of the elements. */
  static long signs(int elementLog2) {
    return ones(elementLog2) << (Byte.SIZE << elementLog2) - 1;
  }

  /** The same element everywhere: {@code value}, which fits. */
  static long repeated(long value, int elementLog2) {
    return ones(elementLog2) * value;
  }

  /** The lowest bits of the elements. */
  private static long ones(int elementLog2) {
    return Long.divideUnsigned(-1L, -1L >>> Long.SIZE - (Byte.SIZE << elementLog2));
  }

  static long add(long a, long b, long signs) {
    return (a & ~signs) + (b & ~signs) ^ (a ^ b) & signs;
  }

  static long subtract(long a, long b, long signs) {
    return (a | signs) - (b & ~signs) ^ (a ^ ~b) & signs;
  }

  /** All ones where the elements are equal, zero elsewhere. */
  static long equal(long a, long b, long signs) {
    return ~nonZero(a ^ b, signs);
  }

  /** All ones where the element is not zero. */
  static long nonZero(long a, long signs) {
    long set = ((a & ~signs) + ~signs | a) & signs;
    long lowest = set >>> Long.numberOfTrailingZeros(signs);
    return set - lowest | set;
  }

  /** The sums of neighbours, those of {@code low} in the low half. */
  static long addPairsOfBytes(long low, long high) {
    return packBytes(sumsOfBytes(low)) | packBytes(sumsOfBytes(high)) << 32;
  }

  /** The same for half-words. */
  static long addPairsOfHalfwords(long low, long high) {
    return packHalfwords(sumsOfHalfwords(low)) | packHalfwords(sumsOfHalfwords(high)) << 32;
  }

  /** The same for words. */
  static long addPairsOfWords(long low, long high) {
    return low + (low >>> 32) & EVEN_WORDS | high + (high >>> 32) << 32;
  }

  private static long sumsOfBytes(long a) {
    return (a & EVEN_BYTES) + (a >>> 8 & EVEN_BYTES);
  }

  private static long sumsOfHalfwords(long a) {
    return (a & EVEN_HALFWORDS) + (a >>> 16 & EVEN_HALFWORDS);
  }

  /** The even bytes, one behind the other. */
  private static long packBytes(long a) {
    long even = a & EVEN_BYTES;
    return packHalfwords(even | even >>> 8);
  }

  private static long packHalfwords(long a) {
    long even = a & EVEN_HALFWORDS;
    return (even | even >>> 16) & EVEN_WORDS;
  }

  /** Exchanges neighbouring bytes. */
  static long exchangeBytes(long a) {
    return a >>> 8 & EVEN_BYTES | (a & EVEN_BYTES) << 8;
  }

  /** Exchanges neighbouring half-words. */
  static long exchangeHalfwords(long a) {
    return a >>> 16 & EVEN_HALFWORDS | (a & EVEN_HALFWORDS) << 16;
  }

  /** Exchanges the words. */
  static long exchangeWords(long a) {
    return Long.rotateLeft(a, Integer.SIZE);
  }

  /** The number of ones in each byte. */
  static long countOnes(long a) {
    long pairs = a - (a >>> 1 & 0x5555_5555_5555_5555L);
    long nibbles = (pairs & 0x3333_3333_3333_3333L) + (pairs >>> 2 & 0x3333_3333_3333_3333L);
    return nibbles + (nibbles >>> 4) & 0x0f0f_0f0f_0f0f_0f0fL;
  }

  /** The sum of all elements, unsigned. */
  static long sumOfBytes(long a) {
    return sumOfHalfwords(sumsOfBytes(a));
  }

  /** The same for half-words. */
  static long sumOfHalfwords(long a) {
    return sumOfWords(sumsOfHalfwords(a));
  }

  /** The same for words. */
  static long sumOfWords(long a) {
    return (a & EVEN_WORDS) + (a >>> 32);
  }

  /** Bytes of a table of sixteen by their indices; zero for an index beyond it. */
  static long lookUp(long indices, long low, long high) {
    long result = 0;
    for (int bit = 0; bit < Long.SIZE; bit += Byte.SIZE) {
      int index = (int) (indices >>> bit) & 0xff;
      if (index < 16) {
        long part = index < 8 ? low : high;
        result |= (part >>> (index << 3) & 0xff) << bit;
      }
    }
    return result;
  }
}
