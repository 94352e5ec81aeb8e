package dev.ingot.goelf.dwarf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an entry of {@code .debug_info} consists of (DWARF 5, section 7.5.3).
 *
 * @param tag what it describes, {@code DW_TAG_*}
 * @param attributes what each of its values is, {@code DW_AT_*}
 * @param forms how each is written
 */
record Abbreviation(int tag, int[] attributes, int[] forms) {
  /** The table that starts at an offset of {@code .debug_abbrev}, by code. */
  static Map<Long, Abbreviation> tableAt(byte[] section, long offset)
      throws MalformedDwarfException {
    if (offset < 0 || offset > section.length) {
      throw new MalformedDwarfException(
          "abbreviations at offset 0x%x, and the section has 0x%x bytes"
              .formatted(offset, section.length));
    }
    DwarfCursor in = new DwarfCursor(section, (int) offset, section.length);
    Map<Long, Abbreviation> table = new HashMap<>();
    for (long code = in.uleb(); code != 0; code = in.uleb()) {
      int tag = (int) in.uleb();
      in.skip(1); // whether it has children: they follow as entries of the same list
      table.put(code, read(tag, in));
    }
    return table;
  }

  private static Abbreviation read(int tag, DwarfCursor in) throws MalformedDwarfException {
    List<Integer> attributes = new ArrayList<>();
    List<Integer> forms = new ArrayList<>();
    while (true) {
      int attribute = (int) in.uleb();
      int form = (int) in.uleb();
      if (attribute == 0 && form == 0) {
        return new Abbreviation(tag, array(attributes), array(forms));
      }
      if (form == Form.IMPLICIT_CONSTANT) {
        in.skipLeb();
      }
      attributes.add(attribute);
      forms.add(form);
    }
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
