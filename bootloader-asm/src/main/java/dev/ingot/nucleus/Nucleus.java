package dev.ingot.nucleus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nucleus: its bytes, which an image holds from offset 0 on, and names for its addresses.
 * Reading it needs no assembler and no native library.
 */
public final class Nucleus {
  private static final String BYTES = "nucleus.bin";
  private static final String SYMBOLS = "nucleus.sym";

  /** Digits of an address in the symbol file, which a blank and the name follow. */
  private static final int ADDRESS_DIGITS = 16;

  /** The boundary symbol behind the last byte of .bss (docs/contracts.md, section 4). */
  private static final String END = "__bss_end";

  private final byte[] bytes;
  private final TreeMap<Long, String> byAddress = new TreeMap<>(Long::compareUnsigned);
  private final Map<String, Long> byName = new HashMap<>();

  /**
   * A place in the nucleus.
   *
   * @param symbol the nearest symbol at or before it
   * @param offset bytes from the symbol
   */
  public record Place(String symbol, long offset) {

    /** {@code symbol+0x1c}, or the symbol alone at offset 0. */
    @Override
    public String toString() {
      return offset == 0 ? symbol : symbol + "+0x" + Long.toHexString(offset);
    }
  }

  /** From the bytes and the text of the symbol file. */
  Nucleus(byte[] bytes, String symbolFile) {
    this.bytes = bytes;
    symbolFile.lines().forEach(this::addSymbol);
  }

  private void addSymbol(String line) {
    if (line.length() < ADDRESS_DIGITS + 2 || line.charAt(ADDRESS_DIGITS) != ' ') {
      throw new IllegalArgumentException("not a line of a symbol file: '" + line + "'");
    }
    long address = Long.parseUnsignedLong(line, 0, ADDRESS_DIGITS, 16);
    String name = line.substring(ADDRESS_DIGITS + 1);
    // The best name of an address comes first.
    byAddress.putIfAbsent(address, name);
    byName.putIfAbsent(name, address);
  }

  private static final class Holder {
    static final Nucleus SHIPPED = load();
  }

  /**
   * The nucleus of this build.
   *
   * @throws IllegalStateException when the class path lacks it
   */
  public static Nucleus shipped() {
    return Holder.SHIPPED;
  }

  private static Nucleus load() {
    return new Nucleus(resource(BYTES), new String(resource(SYMBOLS), StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) {
    try (InputStream in = Nucleus.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            "dev/ingot/nucleus/"
                + name
                + " is not on the class path: build bootloader-asm with"
                + " Maven, which assembles it in phase process-classes");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read dev/ingot/nucleus/" + name, e);
    }
  }

  /** A copy of the bytes: text, rodata and data. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** One name for each address (VA, unsigned order) that has one. */
  public SortedMap<Long, String> symbols() {
    return Collections.unmodifiableSortedMap(byAddress);
  }

  /** The VA of a symbol. */
  public OptionalLong addressOf(String name) {
    Long address = byName.get(name);
    return address == null ? OptionalLong.empty() : OptionalLong.of(address);
  }

  /** The nearest symbol at or before a VA; empty outside of the nucleus and its .bss. */
  public Optional<Place> lookup(long va) {
    Long end = byName.get(END);
    Map.Entry<Long, String> nearest = byAddress.floorEntry(va);
    if (nearest == null || end == null || Long.compareUnsigned(va, end) >= 0) {
      return Optional.empty();
    }
    return Optional.of(new Place(nearest.getValue(), va - nearest.getKey()));
  }
}
