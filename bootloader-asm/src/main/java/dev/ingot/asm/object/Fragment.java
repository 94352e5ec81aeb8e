package dev.ingot.asm.object;

import dev.ingot.asm.source.Location;

/** A piece of a section. Its start is known once every piece before it has a known size. */
public abstract sealed class Fragment implements Anchor
    permits ByteFragment, FillFragment, AlignFragment, OriginFragment {
  private static final long UNKNOWN = -1;

  private final Section section;
  private final Location location;
  private long start = UNKNOWN;

  Fragment(Section section, Location location) {
    this.section = section;
    this.location = location;
  }

  /** The section that it is a piece of. */
  final Section section() {
    return section;
  }

  /** The statement that made it. */
  final Location location() {
    return location;
  }

  /** Whether {@link #start} is known. */
  final boolean isPlaced() {
    return start != UNKNOWN;
  }

  /** Bytes from the start of the section. */
  final long start() {
    return start;
  }

  final void place(long newStart) {
    start = newStart;
  }

  /**
   * Its size in bytes when it starts at {@link #start}.
   *
   * @throws EvaluationException when that is not known
   */
  abstract long size();

  /** Writes its bytes into {@code image} from {@code at} on. */
  abstract void write(byte[] image, int at);

  /** Whether all its bytes are zero. */
  abstract boolean isZero();

  @Override
  public final String describe() {
    return "a place in section " + section.name() + " that is not known yet";
  }
}
