package dev.ingot.goelf;

import java.util.BitSet;

/**
 * Runs a GC program, the runtime's packed pointer mask (Go src/runtime/mbitmap.go {@code
 * runGCProg}):
 *
 * <pre>
 * 00000000          end
 * 0nnnnnnn          n literal bits follow, lowest first, in whole bytes
 * 10000000 n c      the last n bits c more times; n and c are varints
 * 1nnnnnnn c        the same with a small n
 * </pre>
 */
final class GcProgram {
  private final ElfImage image;
  private final ImageMemory memory;
  private final int limit;
  private final BitSet bits = new BitSet();
  private final long start;
  private long position;
  private int count;

  private GcProgram(ElfImage image, long program, int limit) {
    this.image = image;
    this.memory = image.memory();
    this.start = program;
    this.position = program;
    this.limit = limit;
  }

  /**
   * The mask of the stretch from {@code from} to {@code to}.
   *
   * @param program VA of the GC program
   * @throws RefusedException when the program does not describe exactly that stretch
   */
  static PointerMask run(ElfImage image, long program, long from, long to) {
    GcProgram run = new GcProgram(image, program, Math.toIntExact((to - from) / 8));
    run.toEnd();
    return new PointerMask(from, run.bits);
  }

  private void toEnd() {
    for (int code = next(); code != 0; code = next()) {
      int n = code & 0x7f;
      if (code < 0x80) {
        literal(n);
      } else {
        repeat(n == 0 ? nextVarint() : n, nextVarint());
      }
    }
    if (count != limit) {
      throw damaged(count + " words");
    }
  }

  private void literal(int n) {
    if (n > limit - count) {
      throw damaged("more words");
    }
    for (int i = 0; i < n; i += 8) {
      int packed = next();
      for (int bit = 0; bit < Math.min(8, n - i); bit++) {
        setNext((packed >> bit & 1) != 0);
      }
    }
  }

  private void repeat(long n, long times) {
    if (n > count || n != 0 && times > (limit - count) / n) {
      throw damaged("a repetition of %d words %d times after %d".formatted(n, times, count));
    }
    int total = (int) (n * times);
    // The bits behind are 0 already, and most repetitions are of nothing else.
    if (bits.length() <= count - n) {
      count += total;
      return;
    }
    for (int i = 0; i < total; i++) {
      setNext(bits.get(count - (int) n));
    }
  }

  private void setNext(boolean isPointer) {
    if (isPointer) {
      bits.set(count);
    }
    count++;
  }

  private int next() {
    return memory.byteAt(position++);
  }

  private long nextVarint() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = next();
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw damaged("a number of more than 5 bytes");
  }

  private RefusedException damaged(String found) {
    return image.refuse(
        "GC program at VA 0x" + Long.toHexString(start),
        found,
        "a mask of exactly " + limit + " words",
        "the program is damaged or of an unknown release: build it with Go 1.16 to 1.27");
  }
}
