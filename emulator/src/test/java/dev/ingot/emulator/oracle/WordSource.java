package dev.ingot.emulator.oracle;

import dev.ingot.emulator.cpu.Form;
import java.util.List;
import java.util.SplittableRandom;

/** Where words to be compared come from. */
sealed interface WordSource {
  /** The next word, or 0 if what was drawn cannot be run by the driver. */
  int next(SplittableRandom random);

  /**
   * Any word of the groups that the architecture allocates, half of them in no form: what is
   * UNDEFINED is compared as well. Branches, exceptions and system instructions are left out: the
   * driver would lose control.
   */
  record AnyWord() implements WordSource {
    /** Values of bits 28:25 (Arm ARM C4.1): data processing, loads and stores, SIMD. */
    private static final int[] GROUPS = {
      0b1000, 0b1001, 0b0100, 0b0110, 0b1100, 0b1110, 0b0101, 0b1101, 0b0111, 0b1111
    };

    @Override
    public int next(SplittableRandom random) {
      int group = GROUPS[random.nextInt(GROUPS.length)];
      return random.nextInt() & ~(0xf << 25) | group << 25;
    }
  }

  /**
   * The words of forms, form by form. The free bits that name no register count up from one visit
   * of a form to the next, so that all their values come up where they are few.
   */
  final class Forms implements WordSource {
    private static final int[] REGISTER_FIELDS = {0, 5, 16};
    private static final int REGISTER_MASK = 31;

    private final List<Form> forms;
    private int at;
    private int round;

    Forms(List<Form> forms) {
      this.forms = forms;
    }

    @Override
    public int next(SplittableRandom random) {
      Form form = forms.get(at);
      int mask = form.mask();
      int counted = ~mask;
      for (int shift : REGISTER_FIELDS) {
        if (WordGenerator.isFree(mask, shift)) {
          counted &= ~(REGISTER_MASK << shift);
        }
      }
      int width = Integer.bitCount(counted);
      int value = round < 1L << width ? round : random.nextInt();
      int word =
          form.value() | Integer.expand(value, counted) | random.nextInt() & ~mask & ~counted;
      at++;
      if (at == forms.size()) {
        at = 0;
        round++;
      }
      return word;
    }
  }
}
