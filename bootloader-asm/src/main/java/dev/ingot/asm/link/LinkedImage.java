package dev.ingot.asm.link;

import java.util.List;

/** A flat image and the names of its addresses. */
public final class LinkedImage {
  private final long base;
  private final byte[] bytes;
  private final long bssSize;
  private final List<AddressSymbol> symbols;

  LinkedImage(long base, byte[] bytes, long bssSize, List<AddressSymbol> symbols) {
    this.base = base;
    this.bytes = bytes;
    this.bssSize = bssSize;
    this.symbols = symbols;
  }

  /** Address of the first byte. */
  public long base() {
    return base;
  }

  /** A copy of the bytes: text, rodata and data. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Bytes of zeros that follow in memory. */
  public long bssSize() {
    return bssSize;
  }

  /** Labels and boundaries by address. */
  public List<AddressSymbol> symbols() {
    return symbols;
  }
}
