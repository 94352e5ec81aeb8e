package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;

/** Padding up to an alignment. */
final class AlignFragment extends Fragment {
  private final Padding padding;

  AlignFragment(Section section, Location location, Padding padding) {
    super(section, location);
    this.padding = padding;
  }

  @Override
  long size() {
    return padding.sizeAt(start());
  }

  @Override
  void write(byte[] image, int at) {
    byte[] bytes = padding.bytes((int) size());
    System.arraycopy(bytes, 0, image, at, bytes.length);
  }

  @Override
  boolean isZero() {
    return padding.fill() == Padding.ZERO;
  }
}
