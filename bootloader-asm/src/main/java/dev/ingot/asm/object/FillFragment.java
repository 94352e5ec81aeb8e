package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;
import java.util.Arrays;

/** A pattern repeated a number of times ({@code .skip}, {@code .fill}). */
final class FillFragment extends Fragment {
  private final Expression count;
  private final byte[] pattern;

  FillFragment(Section section, Location location, Expression count, byte[] pattern) {
    super(section, location);
    this.count = count;
    this.pattern = pattern;
  }

  @Override
  long size() {
    long times = Evaluator.constant(count);
    if (times < 0) {
      throw new EvaluationException("repeat count " + times + " is negative");
    }
    if (pattern.length != 0 && times > Section.MAX_SIZE / pattern.length) {
      throw new EvaluationException(
          "size of "
              + times
              + " x "
              + pattern.length
              + " bytes is over the limit of "
              + Section.MAX_SIZE
              + " bytes a section");
    }
    return times * pattern.length;
  }

  @Override
  void write(byte[] image, int at) {
    int size = (int) size();
    if (isZero()) {
      Arrays.fill(image, at, at + size, (byte) 0);
      return;
    }
    for (int i = 0; i < size; i++) {
      image[at + i] = pattern[i % pattern.length];
    }
  }

  @Override
  boolean isZero() {
    for (byte b : pattern) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
