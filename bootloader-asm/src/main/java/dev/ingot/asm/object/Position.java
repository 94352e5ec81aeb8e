package dev.ingot.asm.object;

/**
 * A place in a section.
 *
 * @param fragment the fragment
 * @param offset bytes from the fragment's start
 */
public record Position(Fragment fragment, long offset) {

  /** Relative to the section when the fragment's place in it is known, else to the fragment. */
  Value value() {
    return fragment.isPlaced()
        ? Value.relativeTo(fragment.section(), fragment.start() + offset)
        : Value.relativeTo(fragment, offset);
  }

  /** The section of the place. */
  public Section section() {
    return fragment.section();
  }

  /** Bytes from the section's start; the section must be laid out. */
  public long sectionOffset() {
    return fragment.start() + offset;
  }
}
