package dev.ingot.goelf.dwarf;

import dev.ingot.goelf.ElfImage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where the members of structures lie, as Go's linker writes them: names as inline texts,
 * offsets as unsigned LEB128 numbers (Go src/cmd/link/internal/ld/dwarf.go).
 */
public final class StructureMembers {
  private static final int STRUCTURE = 0x13; // DW_TAG_structure_type
  private static final int MEMBER = 0x0d; // DW_TAG_member
  private static final int NAME = 0x03; // DW_AT_name
  private static final int MEMBER_LOCATION = 0x38; // DW_AT_data_member_location

  private final Set<String> wanted;
  private final Map<String, Long> offsets = new HashMap<>();
  private String structure = "";

  private StructureMembers(Set<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * The offsets of the members of some structures, in bytes from the structure's start.
   *
   * @param structures their names, such as {@code runtime.g}
   * @return by {@code structure.member}; empty when the program has no debugging information
   * @throws MalformedDwarfException when the information does not follow its format
   */
  public static Map<String, Long> of(ElfImage image, Set<String> structures)
      throws MalformedDwarfException {
    Optional<DebugSection> info = DebugSection.named(image, ".debug_info");
    Optional<DebugSection> abbreviations = DebugSection.named(image, ".debug_abbrev");
    if (info.isEmpty() || abbreviations.isEmpty()) {
      return Map.of();
    }
    StructureMembers members = new StructureMembers(structures);
    DebugInfo.forEachEntry(info.get().content(), abbreviations.get().content(), members::readEntry);
    return Map.copyOf(members.offsets);
  }

  private void readEntry(DwarfCursor in, Abbreviation entry, boolean wide)
      throws MalformedDwarfException {
    String name = "";
    long location = -1;
    for (int i = 0; i < entry.forms().length; i++) {
      int form = entry.forms()[i];
      int attribute = entry.attributes()[i];
      boolean interesting = entry.tag() == STRUCTURE || entry.tag() == MEMBER;
      if (interesting && attribute == NAME && form == Form.TEXT) {
        name = in.text();
      } else if (interesting && attribute == MEMBER_LOCATION && form == Form.UNSIGNED_LEB) {
        location = in.uleb();
      } else {
        Form.skip(form, in, wide);
      }
    }
    if (entry.tag() == STRUCTURE) {
      structure = name;
    } else if (entry.tag() == MEMBER && location >= 0 && wanted.contains(structure)) {
      offsets.put(structure + "." + name, location);
    }
  }
}
