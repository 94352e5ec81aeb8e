package dev.ingot.emulator;

import java.util.Optional;

/** Names addresses of the guest for messages. */
@FunctionalInterface
public interface Symbolizer {
  /** The location of a virtual address, or empty when nothing is known about it. */
  Optional<SourceLocation> locate(long va);

  /** A symbolizer that knows nothing. */
  static Symbolizer none() {
    return va -> Optional.empty();
  }
}
