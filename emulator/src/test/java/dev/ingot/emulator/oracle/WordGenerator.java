package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.Form;
import java.util.SplittableRandom;

/** Random words of a form, kept clear of the driver's register. */
final class WordGenerator {
  private static final int[] REGISTER_FIELDS = {0, 5, 10, 16};
  private static final int RA_SHIFT = 10;

  private final SplittableRandom random;

  WordGenerator(SplittableRandom random) {
    this.random = random;
  }

  int word(Form form) {
    int mask = form.mask();
    int word = random.nextInt() & ~mask | form.value();
    if (random.nextInt(8) == 0) {
      word = withSameRegisters(word, mask);
    }
    for (int shift : REGISTER_FIELDS) {
      if (isFree(mask, shift) && field(word, shift) == CpuState.DRIVER_REGISTER) {
        word ^= 4 << shift;
      }
    }
    return word;
  }

  /** A destination that is a source too finds results that are written too early. */
  private int withSameRegisters(int word, int mask) {
    int register = random.nextInt(CpuState.DRIVER_REGISTER);
    int result = word;
    for (int shift : REGISTER_FIELDS) {
      if (shift != RA_SHIFT && isFree(mask, shift)) {
        result = withField(result, shift, register);
      }
    }
    return result;
  }

  static boolean isFree(int mask, int shift) {
    return (mask >>> shift & 31) == 0;
  }

  static int field(int word, int shift) {
    return word >>> shift & 31;
  }

  static int withField(int word, int shift, int value) {
    return word & ~(31 << shift) | value << shift;
  }
}
