package dev.ingot.goelf.dwarf;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds where global variables are: the entries of {@code .debug_info} whose location is the
 * expression {@code DW_OP_addr VA} and nothing else, as Go's compiler writes it for each (Go
 * src/cmd/internal/dwarf/dwarf.go, {@code PutGlobal}). DWARF 2 to 5.
 */
public final class VariableLocations {
  private static final int LOCATION = 0x02; // DW_AT_location
  private static final int ADDRESS_OPERATION = 0x03; // DW_OP_addr
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
  private final Visitor visitor;

  private VariableLocations(byte[] info, byte[] abbreviations, Visitor visitor) {
    this.info = info;
    this.abbreviations = abbreviations;
    this.visitor = visitor;
  }

  /** Gets the location of a variable. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param offset of the 64-bit VA in {@code .debug_info}
     */
    void visit(int offset, long address);
  }

  /**
   * Visits the location of every global variable by ascending offset.
   *
   * @param info {@code .debug_info}, uncompressed
   * @param abbreviations {@code .debug_abbrev}, uncompressed
   */
  public static void forEach(byte[] info, byte[] abbreviations, Visitor visitor)
      throws MalformedDwarfException {
    new VariableLocations(info, abbreviations, visitor).readUnits();
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
        readEntry(in, entry, wide);
      }
    }
  }

  private void readEntry(DwarfCursor in, Abbreviation entry, boolean wide)
      throws MalformedDwarfException {
    int[] forms = entry.forms();
    for (int i = 0; i < forms.length; i++) {
      boolean expression = forms[i] == Form.EXPRESSION || forms[i] == Form.BLOCK_1;
      if (entry.attributes()[i] == LOCATION && expression) {
        readLocation(in, forms[i]);
      } else {
        Form.skip(forms[i], in, wide);
      }
    }
  }

  private void readLocation(DwarfCursor in, int form) throws MalformedDwarfException {
    long length = form == Form.BLOCK_1 ? in.u8() : in.uleb();
    if (length == 1 + ADDRESS_SIZE && in.u8() == ADDRESS_OPERATION) {
      int offset = in.position();
      visitor.visit(offset, in.u64());
    } else if (length == 1 + ADDRESS_SIZE) {
      in.skip(ADDRESS_SIZE);
    } else {
      in.skip(length);
    }
  }
}
