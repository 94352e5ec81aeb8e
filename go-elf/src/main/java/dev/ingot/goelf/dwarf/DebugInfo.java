package dev.ingot.goelf.dwarf;

import java.util.HashMap;
import java.util.Map;

/** Goes over the entries of {@code .debug_info}, unit by unit; DWARF 2 to 5. */
final class DebugInfo {
  private static final int ADDRESS_SIZE = 8;

  private static final int OLDEST_VERSION = 2;
  private static final int NEWEST_VERSION = 5;

  /** A unit length of this value announces the 64-bit format (DWARF 5, section 7.4). */
  private static final long WIDE_FORMAT = 0xffff_ffffL;

  private static final int TYPE_UNIT = 2;
  private static final int SKELETON_UNIT = 4;
  private static final int SPLIT_UNIT = 5;
  private static final int SPLIT_TYPE_UNIT = 6;

  private final byte[] info;
  private final byte[] abbreviations;
  private final Map<Long, Map<Long, Abbreviation>> tables = new HashMap<>();
  private final EntryReader reader;

  private DebugInfo(byte[] info, byte[] abbreviations, EntryReader reader) {
    this.info = info;
    this.abbreviations = abbreviations;
    this.reader = reader;
  }

  /** Reads an entry: all of its values, one after the other. */
  @FunctionalInterface
  interface EntryReader {
    /**
     * @param in at the entry's first value; to be left behind its last
     * @param entry what the values are
     * @param wide whether the unit is in the 64-bit format
     */
    void read(DwarfCursor in, Abbreviation entry, boolean wide) throws MalformedDwarfException;
  }

  /**
   * Has every entry read, by ascending offset.
   *
   * @param info {@code .debug_info}, uncompressed
   * @param abbreviations {@code .debug_abbrev}, uncompressed
   */
  static void forEachEntry(byte[] info, byte[] abbreviations, EntryReader reader)
      throws MalformedDwarfException {
    new DebugInfo(info, abbreviations, reader).readUnits();
  }

  private void readUnits() throws MalformedDwarfException {
    DwarfCursor in = new DwarfCursor(info, 0, info.length);
    while (!in.atEnd()) {
      long length = in.u32();
      boolean wide = length == WIDE_FORMAT;
      if (wide) {
        length = in.u64();
      }
      int start = in.position();
      in.skip(length);
      readUnit(new DwarfCursor(info, start, in.position()), wide);
    }
  }

  private void readUnit(DwarfCursor in, boolean wide) throws MalformedDwarfException {
    int version = in.u16();
    if (version < OLDEST_VERSION || version > NEWEST_VERSION) {
      throw new MalformedDwarfException(
          "DWARF version %d at offset 0x%x, and 2 to 5 are known"
              .formatted(version, in.position()));
    }
    int type = version == NEWEST_VERSION ? in.u8() : 0;
    int addressSize = version == NEWEST_VERSION ? in.u8() : 0;
    long table = in.offset(wide);
    if (version != NEWEST_VERSION) {
      addressSize = in.u8();
    }
    if (addressSize != ADDRESS_SIZE) {
      throw new MalformedDwarfException("addresses of %d bytes".formatted(addressSize));
    }
    switch (type) {
      case SKELETON_UNIT, SPLIT_UNIT -> in.skip(Long.BYTES);
      case TYPE_UNIT, SPLIT_TYPE_UNIT -> {
        in.skip(Long.BYTES);
        in.offset(wide);
      }
      default -> {}
    }
    readEntries(in, abbreviationsAt(table), wide);
  }

  private Map<Long, Abbreviation> abbreviationsAt(long offset) throws MalformedDwarfException {
    Map<Long, Abbreviation> table = tables.get(offset);
    if (table == null) {
      table = Abbreviation.tableAt(abbreviations, offset);
      tables.put(offset, table);
    }
    return table;
  }

  private void readEntries(DwarfCursor in, Map<Long, Abbreviation> table, boolean wide)
      throws MalformedDwarfException {
    while (!in.atEnd()) {
      long code = in.uleb();
      if (code != 0) {
        Abbreviation entry = table.get(code);
        if (entry == null) {
          throw new MalformedDwarfException(
              "abbreviation %d before offset 0x%x is not there".formatted(code, in.position()));
        }
        reader.read(in, entry, wide);
      }
    }
  }
}
