package dev.ingot.goelf.dwarf;

/**
 * Finds where global variables are: the entries of {@code .debug_info} whose location is the
 * expression {@code DW_OP_addr VA} and nothing else, as Go's compiler writes it for each (Go
 * src/cmd/internal/dwarf/dwarf.go, {@code PutGlobal}).
 */
public final class VariableLocations {
  private static final int LOCATION = 0x02; // DW_AT_location
  private static final int ADDRESS_OPERATION = 0x03; // DW_OP_addr
  private static final int ADDRESS_SIZE = 8;

  private final Visitor visitor;

  private VariableLocations(Visitor visitor) {
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
    VariableLocations locations = new VariableLocations(visitor);
    DebugInfo.forEachEntry(info, abbreviations, locations::readEntry);
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
