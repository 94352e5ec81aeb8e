package dev.ingot.asm.link;

import java.util.Comparator;

/**
 * A name for an address.
 *
 * @param address VA
 * @param name the label
 * @param rank which name comes first when several are at one address
 */
public record AddressSymbol(long address, String name, Rank rank)
    implements Comparable<AddressSymbol> {

  /** What makes a better name. */
  public enum Rank {
    /** A label that other units see. */
    GLOBAL,
    /** A label of one unit. */
    LOCAL,
    /** The beginning or end of a part of the image. */
    BOUNDARY
  }

  private static final Comparator<AddressSymbol> ORDER =
      Comparator.<AddressSymbol, Long>comparing(AddressSymbol::address, Long::compareUnsigned)
          .thenComparing(AddressSymbol::rank)
          .thenComparing(AddressSymbol::name);

  @Override
  public int compareTo(AddressSymbol other) {
    return ORDER.compare(this, other);
  }
}
