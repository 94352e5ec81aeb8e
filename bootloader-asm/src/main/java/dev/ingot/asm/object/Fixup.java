package dev.ingot.asm.object;

import dev.ingot.asm.a64.Relocation;
import dev.ingot.asm.source.Location;

/** Bytes that are known only when every place has its address. */
public sealed interface Fixup {

  /** Where the bytes are. */
  Position at();

  /** The statement, for errors. */
  Location location();

  /**
   * A number in data.
   *
   * @param size 1, 2, 4, 8 or 16 bytes
   */
  record Data(Position at, Location location, int size, Expression value) implements Fixup {}

  /** A field of an instruction that depends on an address. */
  record Field(Position at, Location location, Relocation relocation, Expression target)
      implements Fixup {}
}
