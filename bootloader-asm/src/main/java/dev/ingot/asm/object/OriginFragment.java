package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;
import java.util.Arrays;

/** Padding up to a given place ({@code .org}). */
final class OriginFragment extends Fragment {
  private final Expression target;
  private final int fill;

  OriginFragment(Section section, Location location, Expression target, int fill) {
    super(section, location);
    this.target = target;
    this.fill = fill;
  }

  @Override
  long size() {
    Value value = Evaluator.evaluate(target);
    if (value.minus() != null || (value.plus() != null && value.plus() != section())) {
      throw new EvaluationException(
          ".org needs a place in section " + section().name() + ", found " + value.describe());
    }
    long size = value.offset() - start();
    if (size < 0) {
      throw new EvaluationException(
          ".org cannot go back: the section is at 0x"
              + Long.toHexString(start())
              + " already, asked for 0x"
              + Long.toHexString(value.offset()));
    }
    if (size > Section.MAX_SIZE) {
      throw new EvaluationException(
          ".org to 0x"
              + Long.toHexString(value.offset())
              + " is over the limit of "
              + Section.MAX_SIZE
              + " bytes a section");
    }
    return size;
  }

  @Override
  void write(byte[] image, int at) {
    Arrays.fill(image, at, at + (int) size(), (byte) fill);
  }

  @Override
  boolean isZero() {
    return fill == 0;
  }
}
